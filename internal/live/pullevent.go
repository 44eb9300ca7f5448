package live

import "time"

// Events are what a file of EventBridge's events or CloudTrail's records tells of pulls.
type Events struct {
	Pulls []PullEvent
	// Others is how many of its events are about something else.
	Others int
}

// An EventSource is who wrote an event.
type EventSource string

// The sources.
const (
	EventBridge EventSource = "EventBridge"
	CloudTrail  EventSource = "CloudTrail"
)

// A PullEvent is an import that ECR made or failed to make (EventBridge), or a call of a pull that
// failed (CloudTrail).
type PullEvent struct {
	Time                    time.Time
	Source                  EventSource
	Account, Region         string // empty when the event does not say
	Repository, Tag, Digest string
	// Failed says that it did not work; Code and Reason are AWS's.
	Failed       bool
	Code, Reason string
}

// A PullFailure is one cause for which one image could not be pulled.
type PullFailure struct {
	Repository string      `json:"repository"`
	Prefix     string      `json:"prefix"`
	Image      string      `json:"image,omitempty"` // tag or digest
	Source     EventSource `json:"source"`
	Code       string      `json:"code,omitempty"`
	Reason     string      `json:"reason,omitempty"`
	Count      int         `json:"count"`
	First      time.Time   `json:"first"`
	Last       time.Time   `json:"last"`
}

// EventsRead counts the events that were given.
type EventsRead struct {
	Since time.Time `json:"since"`
	// Imports are those that worked since then, Failed the imports and calls that failed. Older
	// are from before. Elsewhere are of another account, Region or prefix, and Others about
	// something else than pulls.
	Imports   int `json:"imports"`
	Failed    int `json:"failed"`
	Older     int `json:"older"`
	Elsewhere int `json:"elsewhere"`
	Others    int `json:"others"`
}
