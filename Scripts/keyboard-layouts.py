#!/usr/bin/env python3
"""Writes Sources/HCodeGate/Handheld/KeyboardLayout+Table.swift from the installed xkb data.

    Scripts/keyboard-layouts.py > Sources/HCodeGate/Handheld/KeyboardLayout+Table.swift

Needs libxkbcommon0 and xkb-data (Debian), nothing else. Only facts are taken: which character each
key gives without and with Shift. Layouts that lose information, and layouts that type the 45
characters as another one in the list does, are named on stderr and left out.
"""
import ctypes
import sys
import unicodedata

# Tried in this order; of two that type the same, the first is kept. Not asked for: Arabic, Persian,
# Thai, Devanagari and Vietnamese layouts (vowel signs that join other letters) and `il`, which types
# `.` for `/` and leaves the prefix whole, so that a text cannot tell that it was changed.
LAYOUTS = """us gb pl cn de at ch ch(fr) fr be it es latam pt br jp tr ru ua by se fi dk no is cz
 cz(qwerty) sk hu ro hr rs bg gr kr tw ca us(dvorak) us(intl) us(colemak) gb(dvorak) nl ee lt
 lv""".split()

# The keys that carry the 45 characters and `]` (of the AIM identifier) on a US keyboard.
LOWER = "1234567890-=qwertyuiop]asdfghjkl;zxcvbnm./"
UPPER = '!@#$%^&*()_+QWERTYUIOP}ASDFGHJKL:ZXCVBNM>?'
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
CODES = (list(range(10, 22)) + list(range(24, 34)) + [35] + list(range(38, 48))
         + list(range(52, 59)) + [60, 61])

MARKS = {
    "grave": 0x300, "acute": 0x301, "circumflex": 0x302, "tilde": 0x303, "macron": 0x304,
    "breve": 0x306, "abovedot": 0x307, "diaeresis": 0x308, "abovering": 0x30A,
    "doubleacute": 0x30B, "caron": 0x30C, "cedilla": 0x327, "ogonek": 0x328, "stroke": 0x335,
    "iota": 0x345, "horn": 0x31B, "belowdot": 0x323, "hook": 0x309,
}
NOTHING = "\0"

xkb = ctypes.CDLL("libxkbcommon.so.0")
pointer, word = ctypes.c_void_p, ctypes.c_uint32
for name, result, arguments in [
    ("xkb_context_new", pointer, [ctypes.c_int]),
    ("xkb_context_set_log_level", None, [pointer, ctypes.c_int]),
    ("xkb_keymap_new_from_names", pointer, [pointer, pointer, ctypes.c_int]),
    ("xkb_keymap_unref", None, [pointer]),
    ("xkb_keymap_mod_get_index", word, [pointer, ctypes.c_char_p]),
    ("xkb_state_new", pointer, [pointer]),
    ("xkb_state_unref", None, [pointer]),
    ("xkb_state_update_mask", ctypes.c_int, [pointer] + [word] * 6),
    ("xkb_state_key_get_one_sym", word, [pointer, word]),
    ("xkb_keysym_get_name", ctypes.c_int, [word, ctypes.c_char_p, ctypes.c_size_t]),
    ("xkb_keysym_to_utf32", word, [word]),
]:
    function = getattr(xkb, name)
    function.restype, function.argtypes = result, arguments


class RuleNames(ctypes.Structure):
    _fields_ = [(n, ctypes.c_char_p) for n in ("rules", "model", "layout", "variant", "options")]


context = xkb.xkb_context_new(0)
xkb.xkb_context_set_log_level(context, 10)


def character(keysym):
    """A character, a combining mark for a dead key, or NOTHING."""
    name = ctypes.create_string_buffer(64)
    xkb.xkb_keysym_get_name(keysym, name, 64)
    text = name.value.decode()
    if text.startswith("dead_"):
        return chr(MARKS[text[5:]]) if text[5:] in MARKS else NOTHING
    scalar = xkb.xkb_keysym_to_utf32(keysym)
    return chr(scalar) if scalar > 0x20 else NOTHING


def typed(layout):
    """Lower, upper, and both once more under Caps Lock; None if xkb does not know the layout."""
    base, _, variant = layout.partition("(")
    names = RuleNames(b"evdev", b"pc105", base.encode(), variant.rstrip(")").encode(), None)
    keymap = xkb.xkb_keymap_new_from_names(context, ctypes.byref(names), 0)
    if not keymap:
        return None
    shift = 1 << xkb.xkb_keymap_mod_get_index(keymap, b"Shift")
    lock = 1 << xkb.xkb_keymap_mod_get_index(keymap, b"Lock")
    rows = []
    for pressed, locked in [(0, 0), (shift, 0), (0, lock), (shift, lock)]:
        state = xkb.xkb_state_new(keymap)
        xkb.xkb_state_update_mask(state, pressed, 0, locked, 0, 0, 0)
        rows.append("".join(character(xkb.xkb_state_key_get_one_sym(state, c)) for c in CODES))
        xkb.xkb_state_unref(state)
    xkb.xkb_keymap_unref(keymap)
    return rows


def capitals(lower, upper):
    """The rule that KeyboardLayout.swift follows for Caps Lock, to be checked against xkb."""
    rows = ["", ""]
    for a, b in zip(lower, upper):
        pair = a != b and a.upper() == b
        a = "ẞ" if a == "ß" else a
        rows[0] += b if pair else (a.upper() if len(a.upper()) == 1 else a)
        rows[1] += a if pair else (b.upper() if len(b.upper()) == 1 else b)
    return rows


def literal(row):
    out = ""
    for c in row:
        if c in '"\\':
            out += "\\" + c
        elif unicodedata.category(c) in ("Mn", "Mc", "Me", "Cc", "Cf") or ord(c) < 0x20:
            out += "\\u{%X}" % ord(c)
        else:
            out += c
    return out


def spacing(mark):
    """What a dead key and Space give: on Windows, and in X11's Compose where it differs."""
    table = {0x300: "`", 0x301: "´'", 0x302: "^", 0x303: "~", 0x304: "¯", 0x306: "˘",
             0x307: "˙", 0x308: '¨"', 0x30A: "°˚", 0x30B: "˝", 0x30C: "ˇ", 0x327: "¸", 0x328: "˛",
             0x345: "ͺ"}
    return table.get(mark, "")


kept, places, marks, bases = [], {}, set(), set()
for layout in LAYOUTS:
    rows = typed(layout)
    if rows is None:
        print(f"{layout}: not in the xkb data", file=sys.stderr)
        continue
    lower, upper = rows[:2]
    us = dict(zip(LOWER + UPPER, lower + upper))
    us[" "] = " "
    image = [us[c] for c in ALPHABET]
    silent = [c for c in ALPHABET if us[c] == NOTHING]
    shared = [c for c in ALPHABET if us[c] != NOTHING and image.count(us[c]) > 1]
    if silent or shared:
        print(f"{layout}: left out, nothing for {silent}, same for {shared}", file=sys.stderr)
        continue
    for name, rows_ in [("Caps Lock", capitals(lower, upper)), ("shift lock", (upper, lower))]:
        host = dict(zip(LOWER + UPPER, rows_[0] + rows_[1]))
        twice = [c for c in ALPHABET[:36] + ALPHABET[37:]
                 if host[c] == NOTHING or sum(host[c] == h for h in
                                              (host[d] for d in ALPHABET if d != " ")) > 1]
        if twice:
            print(f"{layout}: ambiguous under {name}: {twice}", file=sys.stderr)
    key = "".join(image)
    if key in places:
        print(f"{layout}: types as {places[key]} does", file=sys.stderr)
        continue
    places[key] = layout
    if capitals(lower, upper) != rows[2:]:
        for ours, theirs, where in zip("".join(capitals(lower, upper)), "".join(rows[2:]),
                                       LOWER + UPPER):
            if ours != theirs and where in ALPHABET + "abcdefghijklmnopqrstuvwxyz=;]":
                print(f"{layout}: Caps Lock {where!r}: rule {ours!r}, xkb {theirs!r}",
                      file=sys.stderr)
    survives = all(us[c] == c for c in "HCODE1:")
    changed = [c for c in ALPHABET if us[c] != c]
    print(f"{layout}: prefix {''.join(us[c] for c in 'HCODE1:')!r}, {len(changed)} changed"
          + (" PREFIX SURVIVES" if survives and changed else "")
          + "".join(f", dead {c}" for c in ALPHABET if unicodedata.combining(us[c])),
          file=sys.stderr)
    kept.append((layout, lower, upper))
    for c in lower + upper:
        (marks if unicodedata.combining(c) else bases).add(c)

print("""// Made by Scripts/keyboard-layouts.py from Debian's xkb-data; do not edit.

extension KeyboardLayout {
  /// The keys in the order of the two strings of each layout, as a US keyboard has them.""")
print(f'  static let us = KeyboardLayout(\n    "us",\n    "{literal(LOWER)}",\n'
      f'    "{literal(UPPER)}")\n')
print("""  /// Every other layout that types the 45 characters differently and loses none of them. A
  /// combining mark stands for a dead key, U+0000 for a key that gives no character.
  static let others: [KeyboardLayout] = [""")
for layout, lower, upper in kept:
    if layout != "us":
        print(f'    KeyboardLayout(\n      "{layout}",\n      "{literal(lower)}",\n'
              f'      "{literal(upper)}"),')
print("""  ]

  /// The dead keys: the mark, what it gives alone, and the letters it makes, each after its base.
  static let deadKeys: [DeadKey] = [""")
for mark in sorted(marks):
    pairs = ""
    for base in sorted(bases | {c.upper() for c in bases if len(c.upper()) == 1}):
        whole = unicodedata.normalize("NFC", base + mark)
        if len(whole) == 1:
            pairs += base + whole
    lines = [pairs[i:i + 80] for i in range(0, len(pairs), 80)]
    made = '"\n        + "'.join(lines)
    print(f'    DeadKey(\n      "\\u{{{ord(mark):X}}}", alone: "{literal(spacing(ord(mark)))}",\n'
          f'      made: "{made}"),')
print("  ]\n}")
