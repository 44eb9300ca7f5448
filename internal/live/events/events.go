// Package events reads what AWS tells of pulls after they happened, for the verb status: the
// events that ECR sends to EventBridge for imports, and CloudTrail's records of failed calls. It
// takes both as they are, and as the AWS CLI and log files wrap them.
package events

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/live"
)

// ErrNone is the error for a text in which no event of a known form is.
var ErrNone = errors.New("no event of EventBridge and no record of CloudTrail is in it; give what aws logs filter-log-events, aws cloudtrail lookup-events or aws sqs receive-message prints, or a log file of CloudTrail")

// logLine is a line with an event as CloudWatch Logs exports it to S3, after its time, and as aws
// logs tail prints it, after its time and the name of the stream.
var logLine = regexp.MustCompile(`(?m)^\d{4}-\d\d-\d\dT\S+ (?:[^\s{]+ )?(\{.*\}\r?)$`)

// gzipped is how a gzip file begins.
var gzipped = []byte{0x1f, 0x8b}

// Read reads events: JSON values, one after another. The error says that the text is compressed,
// at which line it is no JSON, or that no event is in it ([ErrNone]). An empty text has no
// events, which is no error.
func Read(text []byte) (*live.Events, error) {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(text, gzipped) {
		return nil, errors.New("it is compressed; give it as gunzip -c prints it")
	}
	if begins := bytes.TrimLeft(text, " \t\r\n"); len(begins) > 0 && begins[0] >= '0' && begins[0] <= '9' {
		text = logLine.ReplaceAll(text, []byte("$1"))
	}
	r := &reader{seen: map[string]bool{}}
	decoder := json.NewDecoder(bytes.NewReader(text))
	values := 0
	for {
		var value json.RawMessage
		err := decoder.Decode(&value)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("no JSON in the value that begins at line %d: %w; AWS's command line prints it with --output json", lineAfter(text, decoder.InputOffset()), err)
		}
		values++
		r.value(value)
	}
	if values > 0 && r.known == 0 && !r.empty {
		return nil, ErrNone
	}
	return &r.found, nil
}

// lineAfter is the line of what comes after an offset, from 1.
func lineAfter(text []byte, offset int64) int {
	rest := bytes.TrimLeft(text[min(offset, int64(len(text))):], " \t\r\n")
	return 1 + bytes.Count(text[:len(text)-len(rest)], []byte("\n"))
}

// A reader collects events.
type reader struct {
	found live.Events
	known int // events of a form that is known, whatever they are about
	// empty says that a list of a form that is known had nothing in it.
	empty bool
	seen  map[string]bool // the IDs of events, by which each counts once: files may overlap
}

// isRepeated reports whether an event was seen before, and notes that it is seen now. One without
// an ID never was.
func (r *reader) isRepeated(id string) bool {
	if id == "" || !r.seen[id] {
		r.seen[id] = true
		return false
	}
	return true
}

// wrapped are the lists in which AWS gives events. A log file of CloudTrail (Records) has them as
// they are; aws cloudtrail lookup-events (Events), aws logs filter-log-events (events) and aws sqs
// receive-message (Messages) have them as text in an item.
type wrapped struct {
	Records  *[]json.RawMessage `json:"Records"`
	Lookup   *[]item            `json:"Events"`
	Logs     *[]item            `json:"events"`
	Messages *[]item            `json:"Messages"`
}

type item struct {
	CloudTrailEvent string `json:"CloudTrailEvent"`
	LogMessage      string `json:"message"`
	Body            string `json:"Body"`
}

// value reads an event, a list of events, or what AWS wraps around them.
func (r *reader) value(text json.RawMessage) {
	var list []json.RawMessage
	if json.Unmarshal(text, &list) == nil {
		r.all(list)
		return
	}
	w := unwrap(text)
	switch {
	case w.Records != nil:
		r.all(*w.Records)
	case w.Lookup != nil:
		r.texts(*w.Lookup)
	case w.Logs != nil:
		r.texts(*w.Logs)
	case w.Messages != nil:
		r.texts(*w.Messages)
	default:
		r.event(text)
	}
}

// unwrap finds the list that holds events. It reads the members one by one, because Events and
// events differ in case alone, which Go's decoder ignores.
func unwrap(text json.RawMessage) wrapped {
	var members map[string]json.RawMessage
	var w wrapped
	if json.Unmarshal(text, &members) != nil {
		return w
	}
	for name, into := range map[string]any{"Records": &w.Records, "Events": &w.Lookup, "events": &w.Logs, "Messages": &w.Messages} {
		if member, has := members[name]; has && json.Unmarshal(member, into) != nil {
			continue // something else of that name
		}
	}
	return w
}

// all reads a list of events as they are.
func (r *reader) all(list []json.RawMessage) {
	r.empty = r.empty || len(list) == 0
	for _, one := range list {
		r.value(one)
	}
}

// texts reads a list of items with events as text; an item has one of its texts.
func (r *reader) texts(list []item) {
	r.empty = r.empty || len(list) == 0
	for _, one := range list {
		r.value(json.RawMessage(one.CloudTrailEvent + one.LogMessage + one.Body))
	}
}

// envelope is what all events of EventBridge have
// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html), and
// what SNS puts around one on its way to a queue.
type envelope struct {
	ID         string          `json:"id"`
	DetailType string          `json:"detail-type"`
	Source     string          `json:"source"`
	Account    string          `json:"account"`
	Region     string          `json:"region"`
	Time       string          `json:"time"`
	Detail     json.RawMessage `json:"detail"`

	EventSource string `json:"eventSource"` // of a record of CloudTrail

	Type    string `json:"Type"`
	Message string `json:"Message"`
}

// The kinds of events that tell of pulls.
const (
	cacheAction = "ECR Pull Through Cache Action"
	apiCall     = "AWS API Call via CloudTrail"
)

// event reads one event of EventBridge or CloudTrail, or a message of SNS around one.
func (r *reader) event(text json.RawMessage) {
	var e envelope
	if json.Unmarshal(text, &e) != nil {
		r.found.Others++
		return
	}
	switch {
	case e.Type == "Notification" && e.Message != "":
		r.value(json.RawMessage(e.Message))
		return
	case e.DetailType == apiCall:
		r.known++
		r.record(e.Detail)
		return
	case e.EventSource != "":
		r.known++
		r.record(text)
		return
	case e.DetailType != "":
		r.known++
	}
	if e.DetailType != cacheAction || !r.cacheAction(&e) {
		r.found.Others++
	}
}

// action is the detail of an import that was tried. The fields failure-code and failure-reason are
// not in the example of AWS's guide; they are in EventBridge's schema of these events
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html).
type action struct {
	Status     string `json:"sync-status"`
	Repository string `json:"repository-name"`
	Tag        string `json:"image-tag"`
	Digest     string `json:"image-digest"`
	Code       string `json:"failure-code"`
	Reason     string `json:"failure-reason"`
}

// cacheAction notes an import; false for an event that cannot be read as one.
func (r *reader) cacheAction(e *envelope) bool {
	var a action
	at, err := time.Parse(time.RFC3339, e.Time)
	if err != nil || json.Unmarshal(e.Detail, &a) != nil || a.Repository == "" {
		return false
	}
	if r.isRepeated(e.ID) {
		return true
	}
	r.found.Pulls = append(r.found.Pulls, live.PullEvent{
		Time: at.UTC(), Source: live.EventBridge, Account: e.Account, Region: e.Region, Repository: a.Repository, Tag: a.Tag, Digest: a.Digest,
		Failed: a.Status != "SUCCESS", Code: a.Code, Reason: a.Reason,
	})
	return true
}
