"""Stand-in for the instance metadata service. A token is handed out in packets that die after the hop limit, as AWS says
of HttpPutResponseHopLimit; everything else travels as far as any packet.
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html"""

import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP_LIMIT, TOKENS, ROLE = int(sys.argv[1]), sys.argv[2], sys.argv[3]
TOKEN = "token-MARKED"
CREDENTIALS = "/latest/meta-data/iam/security-credentials/"


class Service(BaseHTTPRequestHandler):
    def do_PUT(self):
        self.connection.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, HOP_LIMIT)
        asked = self.path == "/latest/api/token" and "X-aws-ec2-metadata-token-ttl-seconds" in self.headers
        self.answer(200, TOKEN) if asked else self.answer(400)

    def do_GET(self):
        token = self.headers.get("X-aws-ec2-metadata-token")
        if token != TOKEN and (token or TOKENS == "required"):
            return self.answer(401)
        if not ROLE:
            return self.answer(404)
        if self.path == CREDENTIALS:
            return self.answer(200, ROLE)
        return self.answer(200, f"credentials of {ROLE}") if self.path == CREDENTIALS + ROLE else self.answer(404)

    def answer(self, status, text=""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("169.254.169.254", 80), Service).serve_forever()
