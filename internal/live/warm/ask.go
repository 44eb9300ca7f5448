package warm

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/aws/smithy-go"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

const (
	// maxRefusals is how often a request is made that an upstream refuses to take yet, and
	// maxBreaks how often one whose connection breaks.
	maxRefusals = 8
	maxBreaks   = 5
)

// ask makes a request of an upstream by do, as soon as the upstream takes one, and again where it
// did not work and may work later.
func (w *warmer) ask(ctx context.Context, u *upstream, do func(context.Context) error) error {
	for refused, broken := 0, 0; ; {
		began, err := u.enter(ctx)
		if err != nil {
			return err
		}
		err = do(ctx)
		refusal := refusalOf(err)
		u.leave(began, err == nil, refusal)
		switch {
		case err == nil, ctx.Err() != nil:
			return err
		case refusal != nil:
			if refused++; refused == maxRefusals {
				return err
			}
		case isBroken(err):
			if broken++; broken == maxBreaks {
				return err
			}
			if err := sleep(ctx, u.pacing.reconnect<<(broken-1)); err != nil {
				return err
			}
		default:
			return err
		}
	}
}

// sleep waits for a time and some jitter, or until the context ends.
func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait + jitter(wait))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// refusalOf is the refusal of an upstream, or of ECR, that takes no more requests; nil for
// another error. ECR hands on what an upstream said in words and codes of its own
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageFailure.html).
func refusalOf(err error) *tooMany {
	var refused *tooMany
	if errors.As(err, &refused) {
		return refused
	}
	var answer *transport.Error
	if !errors.As(err, &answer) {
		return nil
	}
	said := strings.ToLower(answer.Error())
	for _, words := range []string{"toomanyrequests", "too many requests", "rate exceeded"} {
		if strings.Contains(said, words) {
			return &tooMany{error: err}
		}
	}
	return nil
}

// isBroken reports whether a request may work when it is made again: no whole answer came, or
// one that says that something broke.
func isBroken(err error) bool {
	var answer *transport.Error
	var large *http.MaxBytesError
	var aws smithy.APIError
	switch {
	case errors.As(err, &answer):
		return answer.StatusCode >= http.StatusInternalServerError || answer.StatusCode == http.StatusRequestTimeout
	case errors.As(err, &large), errors.As(err, &aws):
		return false
	}
	return true
}
