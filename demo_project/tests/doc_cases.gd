# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Notes for the blocks of the class references, which have no room for them: the keys are class, member and which block of
## its description, the values as doc_block.gd describes them.

const CASES: Dictionary[String, String] = {
	"HTTPClientGo#1": "call: (await fetch(\"localhost\", \"/\")).get_string_from_utf8()\ngives: hello\nsent: GET / HTTP/1.1",
	"HTTPClientGo.connect_to_host#1": "with: var http := HTTPClientGo.new()\nwith: var my_own_ca: X509Certificate = authority\ncall: http.get_status()\ngives: 3",
	"HTTPClientGo.get_connection_info#1": "with: var http: HTTPClientGo = await connected_client(true)\ncall: info[\"remote_port\"] == plain_port and info[\"first_byte_usec\"] > 0\ngives: true",
	"HTTPClientGo.get_last_error#1": "tls: expired\nwith: var http: HTTPClientGo = await refused_client()\nprints: The certificate of localhost expired on ",
	"HTTPClientGo.get_response_headers_as_dictionary#1": "call: get_header({\"content-TYPE\": \"text/html\"}, \"Content-Type\") + get_header({}, \"Content-Type\")\ngives: text/html",
	"HTTPClientGo.get_response_headers#1": "server: HTTP/1.1 204 Done\\r\\nSet-Cookie: a=b\\r\\nX: y\\r\\nset-cookie:c=d\\r\\n\\r\\n\nwith: var http: HTTPClientGo = await answered_client()\nwith: var cookies: PackedStringArray = []\ncall: \", \".join(cookies)\ngives: a=b, c=d",
	"HTTPClientGo.get_status#1": "call: status\ngives: 5",
	"HTTPClientGo.poll#1": "with: http.connect_to_host(\"localhost\", plain_port)\nwith: while body.size() < 5: await get_tree().process_frame\ncall: body.get_string_from_utf8()\ngives: hello\nsent: GET /news HTTP/1.1",
	"HTTPClientGo.query_string_from_dict#1": "prints: name=Ann%20Lee&verbose&tag=a&tag=b&page=2",
	"HTTPClientGo.read_response_body_available#1": "with: var http: HTTPClientGo = await answered_client()\nwith: var file: FileAccess = FileAccess.open(\"user://level.pck\", FileAccess.WRITE)\ncall: file.get_length()\ngives: 5",
	"HTTPClientGo.read_response_body_chunk#1": "server: HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n8\\r\\ndata: a\\n\\r\\n9\\r\\n\\ndata: b\\n\\r\\n1\\r\\n\\n\\r\\n0\\r\\n\\r\\n\nwith: var http: HTTPClientGo = await answered_client()\nprints: event: data: a\nprints: event: data: b",
	"HTTPClientGo.request#1": "server: [[\"read_head\"], [\"read_body\", 16], [\"send\", \"HTTP/1.1 204 No Content\\r\\n\\r\\n\"]]\ncall: await finished(http)\ngives: 204\nsent: POST /scores HTTP/1.1",
	"HTTPClientGo.request_raw#1": "replace: get_viewport().get_texture().get_image() => Image.create_empty(2, 2, false, Image.FORMAT_RGB8)\ncall: await finished(http)\ngives: 200\nsent: PUT /screenshots/1 HTTP/1.1",
	"HTTPClientGo.set_client_certificate#1": "call: connect_as(HTTPClientGo.new(), null, null, \"localhost\")\ngives: 0",
	"HTTPClientGo.blocking_mode_enabled#1": "with: var http: HTTPClientGo = await connected_client()\nwith: var file: FileAccess = FileAccess.open(\"user://level.pck\", FileAccess.WRITE)\ncall: file.get_length()\ngives: 5\nsent: GET /level.pck HTTP/1.1",
	"HTTPClientGo.certificate_pins#1": "with: var http := HTTPClientGo.new()\ncall: http.certificate_pins.size()\ngives: 2",
	"HTTPClientGo.connection#1": "call: stream.get_connected_port() == plain_port\ngives: true\nprints: connected with 127.0.0.1, port ",
	"HTTPClientGo.connection#2": "with: var http := HTTPClientGo.new()\ncall: http.get_status()\ngives: 5",
	"HTTPClientGoStream#1": "server: [[\"read_until\", \"PING\\n\"], [\"send\", \"PO\"], [\"send\", \"NG\\n\"]]\nsent: PING\nprints: PONG",
	"HTTPEventSourceGo#1": "server: [[\"read_head\"], [\"read_body\", 27], [\"send\", \"HTTP/1.1 200 OK\\r\\nContent-Type: text/event-stream\\r\\n\\r\\ndata: a\\n\\ndata: b\\n\\ndata: [DONE]\\n\\n\"], [\"close\"]]\ncall: await ask(\"https://example.com/v1\", \"k\", \"q\")\ngives: ab\nsent: Authorization: Bearer k",
	"HTTPResponseGo#1": "server: 404 gone\ncall: (await load_picture(\"https://example.com/a.png\")) == null\ngives: true\nprints: HTTP 404",
	"HTTPResponseGo.body_received#1": "call: await hash_of(\"https://example.com/pack\")\ngives: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
	"HTTPResponseGo.done#1": "call: await code_of(\"https://example.com/\")\ngives: 200",
	"HTTPResponseGo.json#1": "server: 200 [\"a\",\"b\"]\ncall: \", \".join(PackedStringArray(await names_of(\"https://example.com/names\")))\ngives: a, b",
	"HTTPResponseGo.wait#1": "call: in_a_thread(\"https://example.com/\")\ngives: 5",
	"HTTPSessionGo#1": "server: 200 {\"name\":\"Ann\"}\ncall: await load_name()\ngives: Ann\nsent: GET /me HTTP/1.1",
	"HTTPSessionGo#2": "server: [[\"read_head\"], [\"read_body\", 12], [\"send\", \"HTTP/1.1 204 Done\\r\\n\\r\\n\"]]\nserver: 200 hello\ncall: await post_and_load([\"https://example.com/a\"], \"t\")\ngives: 5\nsent: POST /v1/scores HTTP/1.1",
	"HTTPSessionGo.download#1": "with: var bar := HSlider.new()\nwith: add_child(bar)\nwith: var button := Button.new()\nwith: add_child(button)\ncall: await load_pack(\"https://example.com/pack.pck\", bar, button)\ngives: true",
	"HTTPSessionGo.fetch#1": "server: [[\"read_head\"], [\"read_body\", 7], [\"send\", \"HTTP/1.1 201 Made\\r\\nContent-Length: 0\\r\\n\\r\\n\"]]\nwith: var file: FileAccess = FileAccess.open(\"user://replay.bin\", FileAccess.WRITE_READ)\nwith: file.store_string(\"a replay\".left(7))\nwith: file.seek(0)\nwith: var bar := HSlider.new()\nwith: add_child(bar)\ncall: await send_replay(file, bar)\ngives: true\nsent: PUT /replays HTTP/1.1",
}
