#!/usr/bin/python3
"""A minimal asyncio client of OpenAI's chat API: one JSON line. It keeps nothing: no ledger, no cache, no retry, no limits.

With aiohttp (Debian: python3-aiohttp) where that is installed, else with asyncio's own streams and just enough HTTP.

usage: asyncio-llm.py ADDRESS CALLS CONCURRENCY
"""

import asyncio
import json
import sys
import time
from urllib.parse import urlsplit

try:
    import aiohttp
except ImportError:
    aiohttp = None

address, calls, concurrency = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
SYSTEM = "You describe how services evolve over time. " * 25
SCHEMA = {
    "type": "object",
    "properties": {
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "description": {"type": "string"},
                    "level": {"type": "integer", "enum": [1, 2, 3, 4, 5]},
                },
                "required": ["name", "description", "level"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["features"],
    "additionalProperties": False,
}


def request(number):
    return {
        "model": "gpt-5-mini",
        "temperature": 0,
        "seed": 7,
        "max_completion_tokens": 1000,
        "messages": [
            {"role": "system", "content": SYSTEM},
            {"role": "user", "content": f"Service {number}: enrolment of students, with all that belongs to it. List its features."},
        ],
        "response_format": {"type": "json_schema", "json_schema": {"name": "features", "strict": True, "schema": SCHEMA}},
    }


def read(answer):
    return json.loads(answer["choices"][0]["message"]["content"])["features"]


def memory(name):
    """Such as VmRSS, in MiB."""
    for line in open("/proc/self/status"):
        if line.startswith(name):
            return round(int(line.split()[1]) / 1024, 1)


async def by_streams(numbers):
    """One connection, kept, for each of the calls on their way at once."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    for number in numbers:
        body = json.dumps(request(number)).encode()
        head = (
            f"POST {parts.path}/chat/completions HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        answer_head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(answer_head.split("content-length:")[1].split("\r\n")[0])
        read(json.loads(await reader.readexactly(length)))
    writer.close()


async def by_aiohttp(session, numbers):
    for number in numbers:
        async with session.post(address + "/chat/completions", json=request(number)) as response:
            read(await response.json())


async def run(first, count):
    numbers = iter(range(first, first + count))
    if aiohttp is None:
        await asyncio.gather(*(by_streams(numbers) for _ in range(concurrency)))
    else:
        async with aiohttp.ClientSession() as session:
            await asyncio.gather(*(by_aiohttp(session, numbers) for _ in range(concurrency)))


async def main():
    warm_up = max(1, calls // 10)
    await run(0, warm_up)
    before, start, cpu = memory("VmRSS"), time.perf_counter(), time.process_time()
    await run(warm_up, calls)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(
        json.dumps(
            {
                "program": "asyncio, " + (f"aiohttp {aiohttp.__version__}" if aiohttp else "its own streams"),
                "calls": calls,
                "concurrency": concurrency,
                "seconds": round(seconds, 3),
                "cpu_ms": round(cpu / calls * 1e3, 4),
                "before_mb": before,
                "after_mb": memory("VmRSS"),
                "peak_mb": memory("VmHWM"),
            }
        )
    )


asyncio.run(main())
