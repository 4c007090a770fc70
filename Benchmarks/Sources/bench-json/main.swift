import JSON

print(JSONValue.null)
