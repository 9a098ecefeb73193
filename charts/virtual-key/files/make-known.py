"""Makes sure that LiteLLM knows the virtual key in VIRTUAL_KEY. Running it again changes nothing."""

import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.request

MANAGEMENT_URL = os.environ["MANAGEMENT_URL"]
API_URL = os.environ["API_URL"]
MASTER_KEY = os.environ["MASTER_KEY"]
VIRTUAL_KEY = os.environ["VIRTUAL_KEY"]
OWNER = os.environ["OWNER"]
PATIENCE_SECONDS = int(os.environ["TIMEOUT_SECONDS"])


def call(url, key, body=None):
    """Status and text of an answer; 0 where nobody answers. Keys go into a header and the body, never into a URL."""
    request = urllib.request.Request(
        url,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")
    except OSError as error:
        return 0, str(error)


def is_known():
    """The key is known when it may do what it is for."""
    return call(f"{API_URL}/v1/models", VIRTUAL_KEY)[0] == 200


def make_known():
    # The alias has part of a hash, so that a rotated key does not meet the alias of the one before it.
    alias = f"{OWNER}-{hashlib.sha256(VIRTUAL_KEY.encode()).hexdigest()[:8]}"
    return call(
        f"{MANAGEMENT_URL}/key/generate",
        MASTER_KEY,
        # A key for calls to models: it cannot make keys or change settings.
        {"key": VIRTUAL_KEY, "key_alias": alias, "key_type": "llm_api", "metadata": {"owner": OWNER}},
    )


def without_keys(text):
    return text.replace(VIRTUAL_KEY, "***").replace(MASTER_KEY, "***")[:500]


deadline = time.monotonic() + PATIENCE_SECONDS
while time.monotonic() < deadline:
    if is_known():
        sys.exit(0)
    status, text = make_known()
    print("made the key known" if status == 200 else f"{status}: {without_keys(text)}", flush=True)
    time.sleep(5)
sys.exit(f"LiteLLM did not take the key within {PATIENCE_SECONDS} seconds")
