"""A real SMTP server (aiosmtpd, Debian's python3-aiosmtpd) on a free port of 127.0.0.1, for the tests of src/mail.

Prints its port, then serves until its standard input closes. Accepted mail becomes one file in FOLDER, as received.
An address that begins with "nobody" is refused for good (550), with "later" for now (451); a mail that says
"refuse this content" is refused for good after it was sent (554).
With a certificate it offers STARTTLS and takes mail only from "postman" with the password "secret".

    python3 smtp_server.py FOLDER [CERTIFICATE KEY]
"""

import asyncio
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Folder:
    def __init__(self, path):
        self.path = path
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later"):
            return "451 4.3.0 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if b"refuse this content" in envelope.content:
            return "554 5.7.1 not here"
        self.count += 1
        name = os.path.join(self.path, "%03d" % self.count)
        with open(name + ".part", "wb") as file:
            file.write(b"X-Envelope: %s > %s\r\n" % (envelope.mail_from.encode(), ",".join(envelope.rcpt_tos).encode()))
            file.write(envelope.original_content)
        os.rename(name + ".part", name + ".eml")
        return "250 kept"


def authenticate(server, session, envelope, mechanism, data):
    # Not handled: the server itself answers 535.
    return AuthResult(success=data.login == b"postman" and data.password == b"secret", handled=False)


async def main():
    options = {}
    if len(sys.argv) > 2:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(sys.argv[2], sys.argv[3])
        options = {"tls_context": tls, "require_starttls": True, "auth_required": True, "authenticator": authenticate}
    folder = Folder(sys.argv[1])
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(folder, loop=loop, **options), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
