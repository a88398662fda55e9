"""A service provider made of pysaml2, for our tests: orders as lines of JSON, an answer to each.

The first line is the configuration of pysaml2. It keeps its open requests as an application does: an answer to one that is not open is refused.
"""
import json
import sys

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.saml import AuthnContextClassRef
from saml2.samlp import RequestedAuthnContext
from saml2.xml.schema import node_to_schema

client = Saml2Client(config=SPConfig().load(json.loads(sys.stdin.readline())))
outstanding = {}


def redirect(order):
    identifier, info = client.prepare_for_authenticate(
        entityid=order["server"],
        relay_state=order["relayState"],
        binding=BINDING_HTTP_REDIRECT,
        sign=True,
        sigalg=order["algorithm"],
    )
    outstanding[identifier] = "/"
    return {"id": identifier, "address": dict(info["headers"])["Location"]}


def post(order):
    identifier, request = client.create_authn_request(
        order["destination"],
        binding=BINDING_HTTP_POST,
        sign=True,
        sign_alg=order["algorithm"],
        digest_alg=order["digest"],
        force_authn="true",
        requested_authn_context=RequestedAuthnContext(
            authn_context_class_ref=[AuthnContextClassRef(text=order["level"])], comparison="minimum"
        ),
    )
    outstanding[identifier] = "/"
    return {"id": identifier, "document": str(request)}


def answer(order):
    connection = {"remote_addr": "192.0.2.1"}
    response = client.parse_authn_request_response(order["field"], BINDING_HTTP_POST, dict(outstanding), conv_info=connection)
    del outstanding[response.in_response_to]
    [(context, _, _)] = response.authn_info()
    return {"attributes": response.ava, "name": response.name_id.text, "context": context}


def schema(order):
    node_to_schema[order["element"]].validate(order["document"])
    return {}


orders = {"redirect": redirect, "post": post, "answer": answer, "schema": schema}
for line in sys.stdin:
    order = json.loads(line)
    try:
        result = orders[order["do"]](order)
    except Exception as refusal:  # Whatever it is: it is told, and the test says which one it expects.
        result = {"refused": type(refusal).__name__, "because": str(refusal)}
    print(json.dumps(result), flush=True)
