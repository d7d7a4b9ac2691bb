#!/usr/bin/env python3
"""Writes Sources/HCodeCore/HealthCode/AreaTable.swift from the installed iso-codes data.

    Scripts/area-codes.py > Sources/HCodeCore/HealthCode/AreaTable.swift

Needs iso-codes (Debian), nothing else. Only facts are taken: which codes there are, and which part lies in which.
"""
import json
import textwrap

FOLDER = "/usr/share/iso-codes/json/"

# Of ISO 3166-2 and not in Debian's list: England and Wales, Great Britain, the United Kingdom.
ADDED = {"GB-ENG": "GB-EAW", "GB-WLS": "GB-EAW", "GB-EAW": "GB-GBN", "GB-SCT": "GB-GBN", "GB-GBN": "GB-UKM",
         "GB-NIR": "GB-UKM", "GB-UKM": None}

countries = {entry["alpha_2"] for entry in json.load(open(FOLDER + "iso_3166-1.json"))["3166-1"]} | {"XK"}
parts = {entry["code"]: entry.get("parent") for entry in json.load(open(FOLDER + "iso_3166-2.json"))["3166-2"]} | ADDED

words = []
for country in sorted(countries):
    words.append(country + ":")
    for code in sorted(parts):
        # China has the digits of GB/T 2260.
        if not code.startswith(country + "-") or country == "CN":
            continue
        outer = parts[code]
        if outer and "-" not in outer:
            outer = f"{country}-{outer}"
        if outer:
            assert outer in parts and outer[:2] == country, (code, outer)
        words.append(code[3:] + ("/" + outer[3:] if outer else ""))

print('''// Made by Scripts/area-codes.py from Debian's iso-codes; do not edit.

extension AreaCode {
  /// Each country of ISO 3166-1 (and Kosovo) with a colon, then its parts of ISO 3166-2, each with the part that it lies in.
  static let table = """''')
print(textwrap.fill(" ".join(words), 96, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False,
                    break_long_words=False))
print('''    """
}''')
