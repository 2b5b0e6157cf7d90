"""Functions of the standard library that change a list, in the Python that is differentiated: heaps.

They do what those written in C do, item by item, so that a list ends in the same order.
"""

from __future__ import annotations

import heapq


def heappush(heap, item):
    heap.append(item)
    rise(heap, 0, len(heap) - 1)


def heappop(heap):
    last = heap.pop()
    if not heap:
        return last
    first = heap[0]
    heap[0] = last
    sink(heap, 0)
    return first


def heapreplace(heap, item):
    first = heap[0]
    heap[0] = item
    sink(heap, 0)
    return first


def heapify(heap):
    for place in reversed(range(len(heap) // 2)):
        sink(heap, place)


def rise(heap, top, place):
    """Move the item at `place` up to where no item above it, below `top`, is larger."""
    item = heap[place]
    while place > top:
        above = (place - 1) >> 1
        if not item < heap[above]:
            break
        heap[place] = heap[above]
        place = above
    heap[place] = item


def sink(heap, place):
    """Move the item at `place` down to a leaf, the smaller children up, and from there where it belongs."""
    top, end = place, len(heap)
    item = heap[place]
    child = 2 * place + 1
    while child < end:
        if child + 1 < end and not heap[child] < heap[child + 1]:
            child = child + 1
        heap[place] = heap[child]
        place = child
        child = 2 * place + 1
    heap[place] = item
    rise(heap, top, place)


STANDINS = {
    heapq.heappush: heappush,
    heapq.heappop: heappop,
    heapq.heapreplace: heapreplace,
    heapq.heapify: heapify,
}
