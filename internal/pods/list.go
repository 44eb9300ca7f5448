package pods

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
)

// pageSize is how many Pods are asked for at once, as kubectl does.
const pageSize = "500"

// A list is one page of a PodList. The Pods stay as the API server writes them.
type list struct {
	Metadata struct {
		Continue string `json:"continue"`
	} `json:"metadata"`
	Items []json.RawMessage `json:"items"`
}

// Write writes all Pods of the cluster as a List, as kubectl get -o json does: each with its
// apiVersion and kind, which the API server leaves out in lists. The error is that of the
// network, of the API server, or of w; then not all is written.
func (s *Server) Write(ctx context.Context, w io.Writer) error {
	if _, err := io.WriteString(w, `{"apiVersion":"v1","kind":"List","items":[`); err != nil {
		return err
	}
	separator, next := "\n", ""
	for {
		l, err := s.read(ctx, next)
		if err != nil {
			return err
		}
		for _, pod := range l.Items {
			text, err := typed(pod)
			if err != nil {
				return err
			}
			if _, err := io.WriteString(w, separator+text); err != nil {
				return err
			}
			separator = ",\n"
		}
		if next = l.Metadata.Continue; next == "" {
			_, err := io.WriteString(w, "\n]}\n")
			return err
		}
	}
}

// typed is a Pod as kubectl prints it: with its apiVersion and kind, and without managedFields,
// which are often longer than the rest.
func typed(pod json.RawMessage) (string, error) {
	var fields, metadata map[string]json.RawMessage
	if err := json.Unmarshal(pod, &fields); err != nil || fields == nil {
		return "", errors.New("the API server listed a Pod that is no object")
	}
	if err := json.Unmarshal(fields["metadata"], &metadata); err == nil {
		delete(metadata, "managedFields")
		if fields["metadata"], err = json.Marshal(metadata); err != nil {
			return "", err
		}
	}
	fields["apiVersion"], fields["kind"] = json.RawMessage(`"v1"`), json.RawMessage(`"Pod"`)
	text, err := json.Marshal(fields)
	return string(text), err
}

// read reads one page of the list: the one of a continue token of the API server, or the first
// where that is empty.
func (s *Server) read(ctx context.Context, token string) (*list, error) {
	query := url.Values{"limit": {pageSize}}
	if token != "" {
		query.Set("continue", token)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/api/v1/pods?"+query.Encode(), nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+s.token)
	request.Header.Set("Accept", "application/json")
	response, err := s.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, refused(response)
	}
	var l list
	if err := json.NewDecoder(response.Body).Decode(&l); err != nil {
		return nil, fmt.Errorf("the API server's answer is not a list of Pods: %w", err)
	}
	return &l, nil
}

// refused is the error for an answer that is no list, with what the API server says in it.
func refused(response *http.Response) error {
	const most = 64 << 10
	var status struct {
		Message string `json:"message"`
	}
	text, _ := io.ReadAll(io.LimitReader(response.Body, most))
	_ = json.Unmarshal(text, &status) // an answer that is no Status has no message
	hint := ""
	if response.StatusCode == http.StatusForbidden {
		hint = "; the ServiceAccount needs a ClusterRole that may list pods"
	}
	return fmt.Errorf("the API server answers %s: %s%s", response.Status, status.Message, hint)
}
