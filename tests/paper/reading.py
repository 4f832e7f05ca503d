"""Reads a PDF again: its text as a reader finds it, and its pages as they look."""

import io
from typing import IO

import numpy as np
import pypdfium2
from pypdf import PdfReader


def texts(pdf: bytes | IO[bytes]) -> list[str]:
    """What can be selected on each page; lines that were broken to fit are joined, and blanks are gone."""
    reader = PdfReader(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf)
    return ["".join(page.extract_text().split()) for page in reader.pages]


def picture(pdf: bytes, page: int = 0) -> np.ndarray:
    """A page as grey dots, 0 for black."""
    return pypdfium2.PdfDocument(pdf)[page].render(scale=2, grayscale=True).to_numpy()


def bookmarks(pdf: bytes) -> list[str]:
    """The file's table of contents."""
    return [str(item.title) for item in PdfReader(io.BytesIO(pdf)).outline]
