"""The leaderboard as fast as Python gets without leaving FastAPI: plain sqlite3, orjson, no models, our index.

BOARD_DATABASE=records.sqlite BOARD_PRESET=HASH uvicorn raw_server:app
"""

import os
import sqlite3
from datetime import UTC, datetime

import orjson
from fastapi import FastAPI, Query, Response

RUNS = 3
QUERY = """
    SELECT submission_id, hotkey, score, arrived FROM standings
    WHERE preset_hash = ? ORDER BY score DESC, reveal_block, reveal_index LIMIT ?
"""

records = sqlite3.connect(f"file:{os.environ['BOARD_DATABASE']}?mode=ro", uri=True, check_same_thread=False)
preset = os.environ["BOARD_PRESET"]
app = FastAPI()


@app.get("/leaderboard")
async def leaderboard(limit: int = Query(50, ge=1, le=200)) -> Response:
    """The board, best score first."""
    rows = [
        {
            "rank": rank,
            "submission_id": submission,
            "miner_hotkey": hotkey,
            "miner_uid": None,
            "final_score": score,
            "num_evaluations": RUNS,
            "created_at": datetime.fromtimestamp(arrived / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S.%f"),
        }
        for rank, (submission, hotkey, score, arrived) in enumerate(records.execute(QUERY, (preset, limit)), 1)
    ]
    return Response(orjson.dumps(rows), media_type="application/json")
