"""The peer of the health route: FastAPI answering what ours answers."""
import json
import os

from fastapi import FastAPI

application = FastAPI()
ANSWER = json.loads(os.environ["HEALTH_ANSWER"])


@application.get("/health")
async def health():
    return ANSWER
