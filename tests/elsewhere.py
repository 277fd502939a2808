"""Runs a coroutine in a thread of its own: a browser keeps an event loop running in the main thread."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def run(coroutine):
    """What the coroutine returns, or raises."""
    with ThreadPoolExecutor(max_workers=1) as other:
        return other.submit(asyncio.run, coroutine).result()
