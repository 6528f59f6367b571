"""Measures how far honest training and known cheats lie from the reference, and suggests limits between them."""
