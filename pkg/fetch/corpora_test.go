// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"httpclientgo/pkg/internal/corporatest"
	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/trust"
)

// A curlCase is a test of curl: what was typed, what its server answers, and what that has to get.
type curlCase struct {
	Num        int
	Categories []string
	Command    string
	Tool       string
	Reply      map[string]json.RawMessage
	Verify     map[string]json.RawMessage
	Errorcode  string
}

// text returns a part of a reply or of what the server has to get.
func textOf(parts map[string]json.RawMessage, name string) (string, bool) {
	var part struct {
		Wire []byte `json:"b64"`
		CRLF []byte `json:"b64_crlf_head"`
	}
	if parts[name] == nil || json.Unmarshal(parts[name], &part) != nil {
		return "", false
	}
	if len(part.CRLF) > 0 {
		return string(part.CRLF), true
	}
	return string(part.Wire), true
}

// plainEnds returns text with LF alone: what curl's tests hold bodies against has one kind of line end or another.
func plainEnds(text string) string { return strings.TrimSpace(strings.ReplaceAll(text, "\r", "")) }

// curlServer is what curl's own test server does with the replies of one case.
type curlServer struct {
	c          *curlCase
	mu         sync.Mutex
	next       int // number of the next reply where it was said that another one comes for the same request; else -1
	all        []asked
	substitute *strings.Replacer
}

// reply returns the answer to a request: connect, data, or data and the number that stands in the path behind that of
// the case.
func (s *curlServer) reply(a asked) (text string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, a)
	if a.method == "CONNECT" {
		return textOf(s.c.Reply, "connect")
	}
	n := 0
	for _, digits := range curlNumber.FindAllString(a.target, -1) {
		number, _ := strconv.Atoi(digits)
		if number/10000 == s.c.Num {
			n = number % 10000
		}
	}
	if s.next >= 0 {
		n = s.next
	}
	name := "data"
	if n > 0 {
		name += fmt.Sprint(n)
	}
	text, ok = textOf(s.c.Reply, name)
	if s.next = -1; strings.Contains(text, "swsbounce") {
		s.next = n + 1
	}
	return text, ok
}

func (s *curlServer) handle(c *peerConn) {
	for {
		a, ok := c.request()
		if !ok {
			return
		}
		text, ok := s.reply(a)
		if !ok {
			c.say("HTTP/1.1 500 no such part\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
			return
		}
		if !c.say(s.substitute.Replace(text)) || strings.Contains(text, "swsclose") || strings.Contains(text, "onnection: close") {
			return
		}
	}
}

// words splits a command as a shell does.
func words(command string) (all []string) {
	var b strings.Builder
	quote, any := rune(0), false
	for _, r := range command + " " {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, any = r, true
		case quote == 0 && (r == ' ' || r == '\n'):
			if b.Len() > 0 || any {
				all = append(all, b.String())
			}
			b.Reset()
			any = false
		default:
			b.WriteRune(r)
		}
	}
	return all
}

// call makes what a command asks for, as far as there is such a thing here; else it says what there is not.
func (c *curlCase) call(command string) (o *Options, r *Request, not string) {
	o, r = options(), &Request{Method: "GET"}
	o.MaxRedirects, o.Decompress = 50, strings.Contains(command, "--compressed") || strings.Contains(command, "--tr-encoding")
	o.TLS = &trust.TLSOptions{Unsafe: true}
	user, follows, method := "", false, ""
	body := func(text, as string) {
		r.Body, method = newText(text), as
	}
	proxyAt, proxyUser := "", ""
	args := words(command)
	for i := 0; i < len(args); i++ {
		value := func() string {
			i++
			return args[min(i, len(args)-1)]
		}
		switch arg := args[i]; arg {
		case "-L", "--location", "--follow", "--location-trusted":
			follows = true
		case "--max-redirs":
			o.MaxRedirects, _ = strconv.Atoi(value())
		case "-H":
			r.Headers = append(r.Headers, value())
		case "-x", "--proxy":
			proxyAt = value()
		case "--proxy-user":
			proxyUser = value()
		case "-u", "--user":
			user = value()
		case "-d":
			body(value(), "POST")
		case "-T":
			value()
			body("what is uploaded", "PUT")
		case "-X":
			r.Method = value()
		case "-C":
			r.Headers = append(r.Headers, "Range: bytes="+value()+"-")
		case "-b":
			r.Headers = append(r.Headers, "Cookie: "+value())
		case "--oauth2-bearer":
			r.Headers = append(r.Headers, "Authorization: Bearer "+value())
		case "-c":
			value()
			o.Cookies = true
		case "--max-filesize":
			o.BodySizeLimit, _ = strconv.ParseInt(value(), 10, 64)
		case "-w", "--write-out", "--proto-redir":
			value()
		case "--insecure", "--silent", "--no-progress-meter", "--proxy-insecure", "-i", "--compressed", "--raw", "-k", "-s":
		default:
			switch {
			case strings.HasPrefix(arg, "-"):
				return nil, nil, arg
			case r.URL != "":
				return nil, nil, "two URLs"
			}
			r.URL = arg
		}
	}
	if method != "" && r.Method == "GET" {
		r.Method = method
	}
	if !strings.Contains(r.URL, "://") {
		r.URL = "http://" + r.URL
	}
	if user != "" {
		name, password, _ := strings.Cut(user, ":")
		escape := strings.NewReplacer("#", "%23", ":", "%3A", "@", "%40", "/", "%2F")
		r.URL = strings.Replace(r.URL, "://", "://"+escape.Replace(name)+":"+escape.Replace(password)+"@", 1)
	}
	if at := strings.LastIndexByte(proxyAt, ':'); at >= 0 {
		host := proxyAt[:at]
		port, _ := strconv.Atoi(proxyAt[at+1:])
		p, err := proxy.ParseProxy(host, port)
		if err != nil {
			return nil, nil, proxyAt
		}
		p.User, p.Password, _ = strings.Cut(proxyUser, ":")
		o.HTTPProxy, o.HTTPSProxy = p, p
	}
	if !follows {
		o.MaxRedirects = 0
	}
	return o, r, ""
}

var (
	curlRequest = regexp.MustCompile(`(?m)([A-Z]+) (\S.*?) HTTP/1\.[01]\r?$`)
	curlNumber  = regexp.MustCompile(`\d+`)
	curlHex     = regexp.MustCompile(`%hex\[([^\]]*)\]hex%`)
	curlBase64  = regexp.MustCompile(`%b64\[([^\]]*)\]b64%`)
)

// expected are the requests that the server has to get.
func expected(text string) (all []asked) {
	found := curlRequest.FindAllStringSubmatchIndex(text, -1)
	for i, m := range found {
		end := len(text)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		head, _, _ := strings.Cut(strings.ReplaceAll(text[m[1]:end], "\r\n", "\n"), "\n\n")
		all = append(all, asked{
			method: text[m[2]:m[3]], target: text[m[4]:m[5]], lines: strings.Split(strings.TrimPrefix(head, "\n"), "\n"),
		})
	}
	return all
}

// summary is what of a request matters here.
func (a asked) summary() string {
	body := ""
	if a.one("Transfer-Encoding") != "" || a.one("Content-Length") != "" && a.one("Content-Length") != "0" {
		body = " body"
	}
	text := a.method + " " + a.target + body
	for _, name := range []string{"Host", "Authorization", "Proxy-Authorization", "Cookie", "Range"} {
		if value := a.one(name); value != "" {
			text += "\n\t" + name + ": " + value
		}
	}
	return text
}

// Why cases of curl are not played.
const (
	curlFirst    = "a method of one's own for the first request alone"
	curlTold     = "about what a C program is told, not about what is asked for"
	curlTrusted  = "--location-trusted: secrets never go to another origin here"
	curlPost     = "--post301 and its like: 301, 302 and 303 turn POST into GET here"
	curlStays    = "not followed: a choice of the command line"
	curlNames    = "needs names of its own for an address"
	curlVariable = "proxies of the environment, whose own tests have this"
)

var curlNotPlayed = map[int]string{
	217: "asks a proxy for a tunnel to plain HTTP, which is done for TLS alone",
	391: "--path-as-is", 599: curlTold, 772: curlStays, 773: curlStays, 999: "two URLs in one command",
	1012: curlPost, 1052: "HTTP/1.0 requests", 1054: curlPost, 1067: "a Referer is never sent", 1076: curlPost,
	1087: "asks for a user when the server wants one", 1088: curlTrusted,
	1143: "one slash behind the scheme, which is refused here", 1159: curlStays, 1332: curlPost, 1448: curlNames,
	1518: curlTold, 1519: curlTold, 1567: "a handle that is used again", 1574: curlFirst, 1575: curlFirst,
	1578: curlFirst, 1580: curlFirst, 1910: "line breaks in a user and a password, which are refused here",
	2009: curlVariable, 2010: curlVariable, 2011: curlVariable, 2046: curlNames, 2506: "a .netrc file",
	3106: "needs a proxy before TLS; that https does not lead to http has a test of ours",
}

// curlPrograms are cases that a C program of curl's plays, as commands that ask for the same.
var curlPrograms = map[int]string{
	1571: " --follow -X IGLOO -d moo", 1572: " --follow -X IGLOO -d moo", 1573: " --follow -X IGLOO",
	1576: " --follow -X CURL -T file", 1577: " --follow -X CURL -T file", 1579: " --follow -X CURL -T file",
	1581: " --follow -X IGLOO -d moo",
}

// curlDiffers are cases that end in another way here, and how.
var curlDiffers = map[int]string{
	40:  "a blank in a query goes out as %20, as in a path, and not as +",
	189: "what the answer says to a Range line is for the script to judge",
	794: "302 changes POST alone", 796: "302 changes POST alone", 1571: "302 changes POST alone",
	973: "ftp is refused", 1055: "ftp is refused",
	1056: "the corpus gives no port for IPv6",
	1073: "our body can go back to its beginning",
	663:  "a blank in a query goes out as %20, as in a path, and not as +",
	1090: "LF alone ends no line of a chunked body",
	318:  curlTrusted, 975: curlTrusted, 976: curlTrusted,
}

func TestCurlRedirects(t *testing.T) {
	var cases []curlCase
	corporatest.Unmarshal(t, "curl/cases.json", &cases)
	ca := tlstest.NewAuthority(t)
	played, all := 0, 0
	for _, c := range cases {
		if !slices.Contains(c.Categories, "redirects") {
			continue
		}
		all++
		if curlNotPlayed[c.Num] != "" {
			continue
		}
		played++
		t.Run(fmt.Sprint(c.Num), func(t *testing.T) { c.play(t, ca) })
	}
	t.Logf("%d of %d played", played, all)
}

// curlCodingDiffers are cases of codings that end in another way here: what else, and why.
var curlCodingDiffers = map[int]struct {
	result Result
	why    string
}{
	319:  {ConnectionError, curlTransfer},
	387:  {ConnectionError, curlTransfer},
	418:  {ConnectionError, curlTransfer},
	1122: {ConnectionError, curlTransfer},
	1123: {ConnectionError, curlTransfer},
	1124: {ConnectionError, curlTransfer},
	1125: {ConnectionError, curlTransfer},
	1170: {ConnectionError, curlTransfer},
	1171: {ConnectionError, curlTransfer},
	1277: {ConnectionError, curlTransfer},
	1546: {ConnectionError, curlTransfer},
	1617: {ConnectionError, curlTransfer},
	2305: {Success, "several members are one body"},
}

const curlTransfer = "a transfer coding other than chunked, which was not asked for"

func TestCurlCodings(t *testing.T) {
	var cases []curlCase
	corporatest.Unmarshal(t, "curl/cases.json", &cases)
	played, included := 0, ""
	for _, c := range cases {
		if !slices.Contains(c.Categories, "content-coding") {
			continue
		}
		played++
		t.Run(fmt.Sprint(c.Num), func(t *testing.T) {
			text, _ := textOf(c.Reply, "data")
			p := serve(t, func(conn *peerConn) {
				conn.request()
				conn.say(text)
			})
			o := options()
			if _, limit, ok := strings.Cut(c.Command, "--max-filesize="); ok {
				fmt.Sscan(limit, &o.BodySizeLimit)
			}
			out := do(t, newSession(t), o, &Request{URL: p.url})
			want := map[string]Result{"0": Success, "": Success, "61": BodyDecompressFailed, "63": BodySizeLimitExceeded, "23": Success}[c.Errorcode]
			differs, ok := curlCodingDiffers[c.Num]
			if ok {
				want = differs.result
			}
			if out.Result != want {
				t.Errorf("result %d, %v; curl ends with %s", out.Result, out.Err, c.Errorcode)
			}
			check, has := textOf(c.Reply, "datacheck")
			if strings.Contains(check, "%includetext") { // a file that the corpus does not have; it is the same in each case
				if included == "" {
					included = out.body
				}
				check = included
			}
			if want == Success && has && !ok && (out.body == "" || !strings.HasSuffix(plainEnds(check), plainEnds(out.body))) {
				t.Errorf("%d bytes %.60q, in %.60q", len(out.body), out.body, check)
			}
		})
	}
	t.Logf("%d played", played)
}

func (c *curlCase) play(t *testing.T, ca *tlstest.Authority) {
	server := &curlServer{c: c, next: -1}
	plain := serve(t, server.handle)
	secure := serveOver(t, ca.Serve(t, []string{"127.0.0.1"}), server.handle)
	socks := serve(t, new(socksServer).handle)
	server.substitute = strings.NewReplacer(
		"%SOCKSPORT", fmt.Sprint(socks.port),
		"%HOSTIP", "127.0.0.1", "%HTTPPORT", fmt.Sprint(plain.port), "%HTTPSPORT", fmt.Sprint(secure.port),
		"%PROXYPORT", fmt.Sprint(plain.port), "%TESTNUMBER", fmt.Sprint(c.Num), "%VERSION", "x", "%FTPPORT", "21",
	)
	command := curlBase64.ReplaceAllStringFunc(c.Command, func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text[5 : len(text)-5])) })
	command = curlHex.ReplaceAllStringFunc(command, func(text string) string {
		text, _ = url.PathUnescape(text[5 : len(text)-5])
		return text
	})
	if program := curlPrograms[c.Num]; program != "" {
		command, _, _ = strings.Cut(command, " ")
		command += program
	}
	o, r, not := c.call(server.substitute.Replace(command))
	if not != "" {
		t.Fatalf("%q: %s", c.Command, not)
	}
	out := do(t, newSession(t), o, r)
	text, _ := textOf(c.Verify, "protocol")
	want := expected(server.substitute.Replace(text))
	server.mu.Lock()
	got := server.all
	server.mu.Unlock()
	same := len(got) == len(want)
	for i := 0; same && i < len(want); i++ {
		same = got[i].summary() == want[i].summary()
	}
	codes := map[string][]Result{
		"0": {Success}, "": {Success}, "47": {RedirectLimitReached}, "1": {RequestFailed}, "3": {RequestFailed},
		"7": {CantConnect}, "97": {RequestFailed, CantResolve, CantConnect}, "63": {BodySizeLimitExceeded},
	}[c.Errorcode]
	ends := slices.Contains(codes, out.Result)
	if same && ends && curlDiffers[c.Num] == "" {
		return
	}
	if curlDiffers[c.Num] != "" && !(same && ends) {
		return
	}
	t.Errorf("%s\nresult %d, %v; curl ends with %s", c.Command, out.Result, out.Err, c.Errorcode)
	for _, a := range got {
		t.Log("got", a.summary())
	}
	for _, a := range want {
		t.Log("want", a.summary())
	}
}
