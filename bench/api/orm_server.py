"""The leaderboard as most Python services would write it: FastAPI with response models, SQLAlchemy with mapped classes.

BOARD_DATABASE=records.sqlite BOARD_PRESET=HASH uvicorn orm_server:app
"""

import os
from datetime import UTC, datetime

from fastapi import Depends, FastAPI, Query
from pydantic import BaseModel
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

RUNS = 3


class Base(DeclarativeBase):
    """The tables that this service maps."""


class Standing(Base):
    """An accepted submission on a board."""

    __tablename__ = "standings"
    submission_id: Mapped[str] = mapped_column(primary_key=True)
    preset_hash: Mapped[str]
    hotkey: Mapped[str]
    score: Mapped[float]
    reveal_block: Mapped[int]
    reveal_index: Mapped[int]
    arrived: Mapped[int]


class Row(BaseModel):
    """A row of the leaderboard."""

    rank: int
    submission_id: str
    miner_hotkey: str
    miner_uid: int | None
    final_score: float
    num_evaluations: int
    created_at: str


engine = create_engine(f"sqlite:///file:{os.environ['BOARD_DATABASE']}?mode=ro&uri=true")
Sessions = sessionmaker(engine)
app = FastAPI()


def session():
    """Gives one request its session."""
    with Sessions() as opened:
        yield opened


@app.get("/leaderboard", response_model=list[Row])
def leaderboard(limit: int = Query(50, ge=1, le=200), records: Session = Depends(session)) -> list[Row]:  # noqa: B008
    """The board, best score first."""
    query = (
        select(Standing)
        .where(Standing.preset_hash == os.environ["BOARD_PRESET"])
        .order_by(Standing.score.desc(), Standing.reveal_block, Standing.reveal_index)
        .limit(limit)
    )
    return [
        Row(
            rank=rank,
            submission_id=standing.submission_id,
            miner_hotkey=standing.hotkey,
            miner_uid=None,
            final_score=standing.score,
            num_evaluations=RUNS,
            created_at=datetime.fromtimestamp(standing.arrived / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S.%f"),
        )
        for rank, standing in enumerate(records.scalars(query), 1)
    ]
