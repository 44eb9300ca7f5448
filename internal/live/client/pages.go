package client

// Pages collects what all pages of a list hold. Next asks for the page of a token, nil for
// the first, and gives its items and the token of the one after it.
//
// The SDK's own paginators do the same over interfaces; these would link every operation of
// a service into the program, which EC2 has 800 of.
func Pages[T any](next func(token *string) ([]T, *string, error)) ([]T, error) {
	var all []T
	var token *string
	for {
		items, following, err := next(token)
		if err != nil {
			return all, err
		}
		all = append(all, items...)
		if following == nil || *following == "" || token != nil && *token == *following {
			return all, nil
		}
		token = following
	}
}
