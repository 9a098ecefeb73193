"""Holds Kubernetes objects against the API's own schemas, strictly: a field that the API does not have is an error.

Reads a JSON list of {"version": "1.35", "object": {…}} from standard input and writes a list of the same length:
null for an object that is right, {"problem": …} for one that is not, {"unknown": …} for a kind of an operator's.
"""

import json
import sys

import kubernetes_validate


def verdict(entry):
    try:
        kubernetes_validate.validate(entry["object"], entry["version"], strict=True)
    except kubernetes_validate.SchemaNotFoundError as error:
        return {"unknown": error.kind}
    except kubernetes_validate.ValidationError as error:
        return {"problem": f"{'.'.join(map(str, error.path)) or 'it'}: {error.message}"}
    return None


json.dump([verdict(entry) for entry in json.load(sys.stdin)], sys.stdout)
