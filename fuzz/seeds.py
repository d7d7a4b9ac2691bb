"""Writes what the fuzz targets begin with: .build-fuzz/seeds/TARGET/NAME, out of the tests' vectors, pictures and authority."""

import base64
import io
import json
import subprocess
import sys
import tempfile
import zipfile
import zlib
from datetime import datetime
from pathlib import Path

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "Tests/Command/support"), str(ROOT / "conformance/make")]
import passports  # noqa: E402
from authority import Authority  # noqa: E402
import logs as signed_logs  # noqa: E402

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def put(target, content, names={}):
    folder = ROOT / ".build-fuzz/seeds" / target
    folder.mkdir(parents=True, exist_ok=True)
    names[target] = names.get(target, 0) + 1
    (folder / f"{names[target]:03}").write_bytes(content)


def base45(text):
    """The bytes, or None for one of the many texts that are none."""
    values = [ALPHABET.find(character) for character in text]
    result = b""
    for start in range(0, len(values), 3):
        group = values[start:start + 3]
        number = sum(value * 45 ** place for place, value in enumerate(group))
        if min(group) < 0 or len(group) == 1 or number >= 1 << 8 * (len(group) - 1):
            return None
        result += number.to_bytes(len(group) - 1, "big")
    return result


def message(content):
    """A COSE message to every target that reads a part of it."""
    put("cbor", content)
    put("cose", content)
    try:
        value = cbor2.loads(content)
    except Exception:  # noqa: BLE001  a malformed vector is a seed as it is
        return None
    parts = value.value if isinstance(value, cbor2.CBORTag) else value
    if not isinstance(parts, (list, tuple)) or len(parts) < 3:
        return None
    if isinstance(parts[0], bytes):
        put("cose", parts[0])
    return parts[2] if isinstance(parts[2], bytes) else None


def codes():
    for kind in ("good", "bad"):
        for path in sorted((ROOT / "conformance/codes" / kind).glob("*.json")):
            text = json.loads(path.read_text())["text"]
            for target in ("text", "keyboard"):
                put(target, text.encode()[:4096])
            put("base45", text.encode()[7:8192])
            content = base45(text[7:])
            if content and len(content) < 4096:
                put("code", content)
                payload = message(content)
                if payload:
                    put("claims", payload)


def foreign():
    """Shapes of other formats, none of them genuine: the corpus is other people's, and lies elsewhere."""
    key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEz9T4aSduY0j8wecruJCEbFTdj6TyCVIny/QF6kbZ/uaDXniBBs3VDjpQ12RAYy6y87MZWE8eaFkX7tbrrd/yOA=="
    cwt = cbor2.dumps({1: "did:web:a.example", 4: 2, 5: 1, 7: bytes(16), "vc": {
        "@context": ["https://www.w3.org/2018/credentials/v1"], "version": "1.0.0",
        "type": ["VerifiableCredential", "PublicCovidPass"], "credentialSubject": {"givenName": "A", "dob": "2000-01-01"}}})
    sign1 = cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps({1: -7, 4: b"k"}), {}, cwt, bytes(64)]))
    seal = {"data": {"hdr": {"t": "icao.vacc", "v": 1, "is": "UTO"}, "msg": {"pid": {"n": "A"}, "ve": [{"vd": [{"seq": 1.50}]}]}},
            "sig": {"alg": "ES256", "cer": "MAA", "sigvl": "AA=="}}
    for text in (b"NZCP:/1/" + base64.b32encode(sign1).rstrip(b"="), json.dumps(seal).encode(),
                 b"A" * 88 + b'#{"c":"IL MOHEC","et":3,"e":"2021-08-14","d1":{"d":"2021-01-01"}}',
                 b"KEY.MTIyMDUwMTAwMDBCTE9HR1MgSk8." + b"A" * 86,
                 b"DC04FR0000011E6D1E6DB201FRF0A\x1dF1B\x1dF206121965F3FF4943092\x1dF5NF6200620131200\x1f" + b"A" * 103):
        put("foreign", text)
    number, digits = int.from_bytes(bytes.fromhex("30160201010201020201030201040201050201063003020107"), "big"), ""
    while number:
        number, digit = divmod(number, 45)
        digits = ALPHABET[digit] + digits
    put("foreign", b"NL2:" + digits.encode())
    for value in ({"keys": [{"kid": "K", "ca": "FR00", "cert": "0001", "c": "IL MOHEC", "et": 3, "spki": key}], "revoked_fn": ["1"]},
                  {"id": "did:web:a.example", "verificationMethod": [{
                      "id": "did:web:a.example#k", "type": "JsonWebKey2020", "publicKeyJwk": {
                          "kty": "EC", "crv": "P-256", "x": "zRR-XGsCp12Vvbgui4DD6O6cqmhfPuXMhi1OxPl8760",
                          "y": "Iv5SU6FuW-TRYh5_GOrJlcV_gpF_GpFQhCOD8LSk3T0"}}], "assertionMethod": ["did:web:a.example#k"]},
                  {"keys": {"K": {"n": "91", "Z": "2", "S": "3", "R": ["4"] * 10}}, "denylist": ["AAAAAAAAAAAAAAAAAAAAAA=="]},
                  {"csca": [{"is": "UTO", "der": "MAA="}], "revoked": [{"is": "UTO", "serial": "406"}]}):
        put("foreign-list", json.dumps(value).encode())


    cards()
    hcerts()
    divoc()
    masters()


def masters():
    """A master list and a revocation list."""
    csca = passports.authority("DE")
    put("foreign-list", cbor2.dumps({1: "nhs", 2: "x", 3: b'{"keys":[]}'}, canonical=True))
    put("foreign-list", passports.master_list([csca], passports.list_signer(csca)))
    for encoded in (passports.der, passports.pem):
        put("foreign-list", encoded(passports.revocation_list(csca, [7])))


def hcerts():
    """EU certificates, the WHO's, their signers and revocation batches; nobody signed any of them."""
    entry = {"tg": "840539006", "mp": "EU/1/20/1528", "dn": 2.0, "sd": 2, "dt": cbor2.CBORTag(0, "2021-06-11T00:00:00Z"), "co": "XX", "ci": "U"}
    names = {"fn": "A", "gn": "B", "fnt": "A<A", "gnt": "B"}
    contents = {1: {"ver": "1.3.0", "nam": names, "dob": "1998-02-26T00:00:00", "v": [entry], "t": None, "r": []},
                3: {"name": "A", "vaccine": {"code": "1"}, "date": "2021-07-08", "dose": 1, "total_doses": 2},
                4: {"name": "A", "test": {"result": {"code": "260415000"}, "type": {"code": "LP6464-4"}}},
                5: "vhlink:/e", -6: {"n": "A", "v": {"dn": 1, "tg": "16541001"}}}
    for kind, content in contents.items():
        claims = cbor2.dumps({1: "XX", 4: 1700000000.5, 6: 1640995200, -260: {kind: content}})
        sign1 = [cbor2.dumps({1: -7, 4: bytes(8)}), {4: b"k"}, claims, bytes(64)]
        for value in (sign1, cbor2.CBORTag(18, sign1), cbor2.CBORTag(61, cbor2.CBORTag(18, sign1))):
            put("hcert", cbor2.dumps(value))
            put("foreign", b"HC1:" + base45_text(zlib.compress(cbor2.dumps(value))).encode())
        put("hcert", claims)
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "XX")])
    usage = x509.ExtendedKeyUsage([x509.ObjectIdentifier("1.3.6.1.4.1.0.1847.2021.1.2")])
    start = datetime(2021, 1, 1)
    der = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
           .not_valid_before(start).not_valid_after(start.replace(year=2031)).add_extension(usage, False)
           .sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER))
    put("certificate", der)
    put("foreign-list", der)
    text = base64.b64encode(der).decode()
    put("foreign-list", f"-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n".encode())
    put("foreign-list", cbor2.dumps({"c": [{"i": bytes(8), "c": der}]}))
    for value in ([{"kid": "AAAAAAAAAAA=", "x509": text, "keyUsage": ["t", "v"]}], {"eu_keys": {"AAAAAAAAAAA=": [{"subjectPk": "MAA="}]}},
                  {"country": "XX", "expires": "2030-01-01T00:00:00.0Z", "kid": "UNKNOWN_KID", "hashType": "UCI", "entries": [{"hash": "A" * 22 + "=="}]}):
        put("foreign-list", json.dumps(value).encode())
        put("foreign-list", b"AAAA\n" + json.dumps(value).encode())


def base45_text(data):
    text = ""
    for start in range(0, len(data), 2):
        group = data[start:start + 2]
        number = int.from_bytes(group, "big")
        for _ in range(len(group) + 1):
            text += ALPHABET[number % 45]
            number //= 45
    return text


def cards():
    """SMART Health Cards that nobody signed."""
    b64 = lambda content: base64.urlsafe_b64encode(content).rstrip(b"=")  # noqa: E731
    card = json.dumps({"iss": "https://a.example", "nbf": 1650000000.5, "exp": 1.7e9, "vc": {
        "type": ["https://smarthealth.cards#health-card"], "rid": "abc", "credentialSubject": {
            "fhirVersion": "4.0.1", "fhirBundle": {"resourceType": "Bundle", "type": "collection", "entry": [
                {"resource": {"resourceType": "Patient", "name": [{"family": "Q", "given": ["A"]}], "birthDate": "1970-01-01"}},
                {"resource": {"resourceType": "Immunization", "status": "completed", "occurrenceDateTime": "2021-01-01", "vaccineCode": {
                    "coding": [{"system": "http://hl7.org/fhir/sid/cvx", "code": "208"}]}, "protocolApplied": [{"doseNumberPositiveInt": 1}]}},
                {"resource": {"resourceType": "Observation", "status": "final", "code": {"coding": [{"system": "http://loinc.org", "code": "94500-6"}]},
                              "valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": "260415000"}]}}}]}}}}).encode()
    jws = b".".join((b64(b'{"zip":"DEF","alg":"ES256","kid":"k"}'), b64(zlib.compress(card)[2:-4]), b64(bytes(64))))
    digits = "".join(f"{byte - 45:02}" for byte in jws)
    half = len(digits) // 4 * 2
    put("card", card)
    for text in (jws, f"shc:/{digits}".encode(), b'{"verifiableCredential":["%s"]}' % jws):
        put("foreign", text)
        put("parts", text)
    put("parts", f"shc:/2/2/{digits[half:]}\nshc:/1/2/{digits[:half]}\n".encode())
    for text in (b"-0.0e5", b"1687450764.657", b"1e999999999999"):
        put("decimal", text)
    key = {"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "x": "zRR-XGsCp12Vvbgui4DD6O6cqmhfPuXMhi1OxPl8760",
           "y": "Iv5SU6FuW-TRYh5_GOrJlcV_gpF_GpFQhCOD8LSk3T0", "kid": "k", "crlVersion": 1, "x5c": ["MAA="]}
    crl = {"kid": "k", "method": "rid", "ctr": 1, "rids": ["abc", "def.1650000000"]}
    for value in ({"time": "2026-01-01T00:00:00Z", "issuerInfo": [{"issuer": {"iss": "https://a.example"}, "keys": [key], "crls": [crl]}]},
                  {"keys": [key]}, crl):
        put("foreign-list", json.dumps(value).encode())


def divoc():
    """A certificate that nobody signed, bare and in a ZIP."""
    document = {
        "@context": ["https://www.w3.org/2018/credentials/v1", "https://cowin.gov.in/credentials/vaccination/v1"],
        "type": ["VerifiableCredential", "ProofOfVaccinationCredential"], "issuer": "https://a.example/",
        "issuanceDate": "2021-03-03T04:28:46.012Z", "credentialSubject": {"type": "Person", "id": "did:a", "name": "A", "address": {"city": "X"}},
        "evidence": [{"type": ["Vaccination"], "certificateId": "C", "vaccine": "V", "date": "2021-03-03", "dose": 1, "totalDoses": 2,
                      "verifier": {"id": "x", "name": "V"}, "facility": {"name": "F", "address": {"city": "X"}}}] * 2}
    put("linked-data", json.dumps({k: v for k, v in document.items() if k != "@context"}).encode())
    proof = {"type": "RsaSignature2018", "created": "2021-03-03T04:28:46Z", "verificationMethod": "did:a", "proofPurpose": "assertionMethod",
             "jws": "eyJhbGciOiJQUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..AAAA"}
    content = json.dumps({**document, "proof": proof}).encode()
    put("foreign", content)
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", method) as archive:
            archive.writestr("certificate.json", content)
        put("zip", target.getvalue())
        put("foreign", target.getvalue())
    put("foreign-list", json.dumps({"keys": [{"issuer": "https://a.example/", "verificationMethod": "did:a", "alg": "EdDSA", "pem":
        "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----"}],
        "revoked": ["C"]}).encode())


def lists():
    for path in sorted((ROOT / "conformance/lists").rglob("*.json")):
        put("json", path.read_bytes()[:4096])
        file = json.loads(path.read_text())["file"]
        file = base64.urlsafe_b64decode(file + "=" * (-len(file) % 4))
        if not file or len(file) > 1 << 16:
            continue
        put("list-file", file)
        payload = message(file)
        if payload:
            put("trust-list", payload)
            put("index", payload)
    authority = Authority("CN-HA")
    signed, status = authority.list(), authority.status_list({7: 1, 9: 2})
    delta = authority.status_delta({7: 1}, {7: 1, 9: 2})
    for file in (signed, status, delta, authority.bundle((1, signed), (2, status))):
        put("list-file", file)
        payload = message(file)
        if payload:
            for value in cbor2.loads(payload).values() if payload[0] >> 5 == 5 else ():
                if isinstance(value, (dict, list)):
                    put("status-delta", cbor2.dumps(value, canonical=True))
    put("status-list", bytes(1024))
    put("status-list", zlib.compress(bytes(range(256)) * 4))
    routes = [[{}], {}, [1, 2, 3], [{1: b"x" * 32, 2: "CN-HA"}]]
    for value in routes:
        put("index", cbor2.dumps(value))
    for text in ('{"a":[1,-2.5e3,"\\u00e9\\ud83d\\ude00",true,false,null,{}]}', "[[[[[]]]]]", '"\\n"', "-0", " 1 "):
        put("json", text.encode())
    for path in sorted((ROOT / "samples").rglob("*.json")):
        put("json", path.read_bytes()[:1 << 14])
        put("budget", path.read_bytes()[:1 << 14])


def budgets():
    """Texts at the bounds of what one may cost, and one beyond each."""
    marks = "\u0315\u0300\u05ae"
    for count in (256, 257):
        put("budget", ('{"' + "n" * count + '":{"a":[0,"b"]},"c":null}').encode())
    for count in (10, 11):
        put("budget", ('["a' + marks * count + '",{"b' + marks * count + '":1}]').encode())
        put("budget", cbor2.dumps({"a" + marks * count: ["b" + marks * count]}))
    put("budget", b"[" * 17 + b"]" * 17)
    put("budget", b"[" + b"0," * 2000 + b"0]")
    for value in ({1: b"x" * 300, 2: [True, None, 1.5]}, [[[[[]]]]], {"n" * 256: {-1: "x"}}, b"x" * 24, b"x" * 300):
        put("budget", cbor2.dumps(value, canonical=True))


def people():
    header = "ref,status,valid,name,birth_date,test_kind,test_result,test_time\n"
    row = "1,green,24h,张小明,1985-03-07,pcr,negative,2026-11-23T08:00:00Z\n"
    for text in (header + row, "\ufeffsep=;\r\nref;status;valid\r\n1;green;1d\r\n", header + '"a\n""b",red,1d,,,,,\n"x', "a\tb\n1\t2",
                 '{"ref":"1","status":"yellow","valid":"1d","reason":"arrival","authority":"x"}\n{"status":1}\n'):
        put("people", b"\x05" + text.encode())


def logs():
    """A small log of the program's own making, if the program was built."""
    program = ROOT / ".build/release/hcode"
    if not program.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        def hcode(*args, input=None):
            subprocess.run([program, *args], cwd=folder, input=input, check=True, capture_output=True, text=True)

        lines = [signed_logs.signed_line(signed_logs.entry(number)) for number in range(7)]
        hcode("keygen", "--issuer", "LOG", "--name", "Log", "--no-passphrase")
        hcode("log", "init", "log", "--key", "LOG.key", "--origin", "health.example/log")
        hcode("log", "append", "log", input="\n".join(lines[:5]))
        hcode("log", "checkpoint", "log", "--key", "LOG.key")
        hcode("log", "prove", "log", "--index", "3", "-o", "proof")
        hcode("log", "append", "log", input="\n".join(lines[5:]))
        hcode("log", "checkpoint", "log", "--key", "LOG.key", "--at", "2099-01-01T00:00:00Z", "--clock-is-right")
        hcode("log", "export", "log", "--since", "5", "-o", "export")
        made = Path(folder)
        put("log-entry", base64.b64decode(lines[0]))
        put("log-entry", (made / "log/tile/entries/000.p/5").read_bytes()[2:200])
        for name in ("log/checkpoint", "log/vkey"):
            put("note", (made / name).read_bytes())
        put("log-proof", (made / "proof").read_bytes())
        put("log-history", (made / "log/history").read_bytes())
        put("log-export", (made / "export").read_bytes())


def pictures():
    for path in sorted((ROOT / "Tests/HCodeCoreTests/Fixtures/pictures").iterdir()):
        put("png" if path.suffix == ".png" else "jpeg", path.read_bytes())
        if path.suffix == ".jpg":
            put("exif", path.read_bytes()[:1024])
    for order in ("<", ">"):
        big = order == ">"
        word = lambda number, size: number.to_bytes(size, "big" if big else "little")  # noqa: E731
        put("exif", (b"MM" if big else b"II") + word(42, 2) + word(8, 4) + word(1, 2) + word(0x112, 2) + word(3, 2)
            + word(1, 4) + word(6, 2) + b"\0\0")
    for header, rows in [
        ("P1\n3 2\n", b"1 0 1\n010"), ("P2 # x\n3 2\n9\n", b"0 1 2 3 4 9"), ("P3\n1 2\n255\n", b"1 2 3 4 5 6"),
        ("P4\n9 2\n", b"\xaa\x80\x55\0"), ("P5\n3 2\n255\n", b"abcdef"), ("P5\n2 1\n65535\n", b"abcd"), ("P6\n1 2\n255\n", b"abcdef"),
        ("P5\n1 1\n255\n", b"aP6\n1 1\n255\nabc"),
    ]:
        put("pnm", header.encode() + rows)
    put("pam", b"P7\nWIDTH 2\nHEIGHT 1\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\nabcdefgh")
    for start in (b"GIF89a", b"RIFF\0\0\0\0WEBPVP8 ", b"II*\0", b"MM\0+\0\x08\0\0", b"%PDF-1.7", b"\0\0\0\x18ftypheic"):
        put("format", start)
    text = json.loads((ROOT / "conformance/codes/good/001-green.json").read_text())["text"]
    for content in (text, "HELLO"):
        for options in ([], ["-i"]):
            drawn = subprocess.run(
                ["qrencode", "-s", "2", "-m", "3", "-l", "L", "-o", "-", "--", content], check=True, capture_output=True)
            image = Image.open(io.BytesIO(drawn.stdout)).convert("L")
            if options:
                image = image.point(lambda value: 255 - value)
            put("qr", bytes([image.width]) + image.tobytes())
            # Two beside one another, one of them on a darker ground, and one with light falling over it.
            if 2 * image.width < 256 and 2 * image.size[0] * image.size[1] < 1 << 14:
                pair = Image.new("L", (2 * image.width, image.height), 255)
                pair.paste(image, (0, 0))
                pair.paste(image.point(lambda value: 60 + value // 4), (image.width, 0))
                put("qr", bytes([pair.width]) + pair.tobytes())
            lit = bytes(value * (255 - column * 100 // image.width) // 255
                        for row in range(image.height) for column, value in
                        enumerate(image.tobytes()[row * image.width:(row + 1) * image.width]))
            put("qr", bytes([image.width]) + lit)
            for target, name in (("png", "PNG"), ("jpeg", "JPEG"), ("pnm", "PPM")):
                file = io.BytesIO()
                image.save(file, name)
                put(target, file.getvalue())


    for name in ("aztec", "data-matrix"):
        image = Image.open(ROOT / f"Tests/Corpus/symbols/{name}.png").convert("L")
        while image.width > 120:
            image = image.reduce(2)
        put("other-symbols", bytes([image.width]) + image.tobytes())
        put("qr", bytes([image.width]) + image.tobytes())
    put("symbol-parts", b"\1\2\3shc:/\n\2\2\3123\n\1\2\7HC\n\2\2\7DE")


def streams():
    jpeg = (ROOT / "Tests/HCodeCoreTests/Fixtures/pictures/grey.jpg").read_bytes()
    pgm, ppm = b"P5\n3 2\n255\nabcdef", b"P6\n1 2\n255\nabcdef"
    for stream in (pgm * 3, ppm * 2, b"P1\n3 2\n1 0 1\n010\n" * 2, b"P4\n9 2\n\xaa\x80\x55\0" * 2, jpeg * 2,
                   pgm[:-2] + pgm * 2, b"--x\r\n\r\n" + jpeg + b"\r\n--x\r\n" + jpeg):
        put("frames", b"\x06" + stream)


def rules():
    days = [{"plusTime": [{"var": "external.validationClock"}, -270, "day"]}, {"plusTime": [{"var": "payload.v.0.dt"}, 0, "day"]}]
    logic = {"if": [{"var": "payload.v.0"}, {"and": [
        {">=": [{"var": "payload.v.0.dn"}, {"var": "payload.v.0.sd"}]}, {"not-after": days},
        {"in": [{"var": "payload.v.0.mp"}, ["EU/1/20/1528", {"extractFromUVCI": ["URN:UVCI:01:AT:1#B", 1]}]]},
        {"!": [{"after": [{"dccDateOfBirth": ["2004-01"]}, {"plusTime": ["2021-05-04T10:00:00.1+1:30", 1, "year"]}]}]},
        {"===": [{"reduce": [[1, 2], {"+": [{"var": "current"}, {"var": "accumulator"}]}, 0]}, 3]},
    ]}, True]}
    data = {"payload": {"v": [{"dn": 2, "sd": 2, "dt": "2021-06-01", "mp": "EU/1/20/1528"}]}, "external": {"validationClock": "2022-01-01T00:00:00Z"}}
    put("certlogic", json.dumps([logic, data]).encode())
    for inner in logic["if"][1]["and"]:
        put("certlogic", json.dumps([inner, data]).encode())
    for text in ("1985", "1985-02", "2020-02-29", "2021-05-04T10:00:00", "2021-05-04T10:00:00.1234Z", "2021-05-04T10:00:00-130", "2021-05-04T10:00:00+01:30"):
        put("certlogic-time", b"\x0c" + text.encode())
    rule = {"Identifier": "VR-AT-0001", "Type": "Acceptance", "Country": "AT", "Version": "1.0.0", "SchemaVersion": "1.0.0",
            "Engine": "CERTLOGIC", "EngineVersion": "1.0.0", "CertificateType": "General", "Description": [{"lang": "en", "desc": "x"}],
            "ValidFrom": "2021-06-01T00:00:00Z", "ValidTo": "2030-06-01T00:00:00Z", "AffectedFields": ["v.0"], "Logic": logic}
    put("rules", json.dumps([rule]).encode())
    put("rules", json.dumps({
        "country": "AT", "region": "Wien", "issued": "2022-01-01T00:00:00Z", "expires": "2027-01-01T00:00:00Z",
        "rules": [rule, rule | {"Type": "Invalidation", "Country": "FI", "Payload": "evidence", "Region": "Wien"}],
        "valueSets": {"a": ["x"], "b": {"valueSetId": "b", "valueSetValues": {"y": {}}}},
    }).encode())


if __name__ == "__main__":
    codes()
    foreign()
    lists()
    budgets()
    people()
    logs()
    pictures()
    streams()
    rules()
