package client_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/client"
	"github.com/amerintlxperts/ecrcache/internal/live/livetest"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	ststypes "github.com/aws/aws-sdk-go-v2/service/sts/types"
	"github.com/aws/smithy-go"
)

// who asks AWS for the caller's identity.
func who(t *testing.T, s live.Session) error {
	t.Helper()
	c, err := client.Open(context.Background(), s)
	if err != nil {
		return err
	}
	_, err = c.STS.GetCallerIdentity(context.Background(), &sts.GetCallerIdentityInput{})
	return c.Explain(err)
}

// reason is why no call can work, in words.
func reason(t *testing.T, err error, everywhere bool) string {
	t.Helper()
	var none *client.NoAccess
	if !errors.As(err, &none) {
		t.Fatalf("no reason: %v", err)
	}
	if none.Everywhere != everywhere || none.Err == nil {
		t.Errorf("%+v", none)
	}
	return none.Error()
}

// TestRefusedCredentials: for every code by which AWS refuses credentials, whatever is
// asked, there is one sentence that says what to do, and what AWS said.
func TestRefusedCredentials(t *testing.T) {
	for code, want := range map[string]string{
		"ExpiredToken": "aws sso login --profile PROFILE", "ExpiredTokenException": "have expired", "RequestExpired": "have expired",
		"InvalidClientTokenId": "does not know these credentials", "UnrecognizedClientException": "does not know these credentials",
		"SignatureDoesNotMatch": "the clock of this machine", "InvalidSignatureException": "the clock of this machine",
		"OptInRequired": "enable the Region",
	} {
		t.Run(code, func(t *testing.T) {
			s := livetest.Start(t)
			s.On("sts:GetCallerIdentity", func(*livetest.Request) (smithy.Serializable, error) { return nil, livetest.Fail(code, "what AWS says") })
			got := reason(t, who(t, s.Session()), true)
			if !strings.Contains(got, want) || !strings.Contains(got, "AWS said "+code+": what AWS says") {
				t.Errorf("%s lacks %q", got, want)
			}
		})
	}
}

// TestProfiles: credentials of profiles, and what is wrong with them.
func TestProfiles(t *testing.T) {
	s := livetest.Start(t)
	s.On("sts:GetCallerIdentity", func(r *livetest.Request) (smithy.Serializable, error) {
		return &sts.GetCallerIdentityOutput{Arn: aws.String("arn")}, nil
	})
	s.On("sts:AssumeRole", func(*livetest.Request) (smithy.Serializable, error) {
		return nil, livetest.Fail("AccessDenied", "not you")
	})
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} {
		t.Setenv(name, "")
	}
	config := filepath.Join(t.TempDir(), "config")
	text := "[profile keys]\naws_access_key_id = AKIAOFPROFILE\naws_secret_access_key = s\n" +
		"[profile role]\nrole_arn = arn:aws:iam::123456789012:role/reader\nsource_profile = keys\n" +
		"[profile process]\ncredential_process = /bin/false\n" +
		"[profile code]\nrole_arn = arn:aws:iam::123456789012:role/reader\nsource_profile = keys\nmfa_serial = arn:aws:iam::123456789012:mfa/me\n" +
		"[profile login]\nlogin_session = arn:aws:iam::123456789012:user/me\nregion = ca-central-1\n" +
		"[profile broken]\nrole_arn = arn:aws:iam::123456789012:role/reader\nsource_profile = nobody\n" +
		"[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Reader\n[sso-session corp]\nsso_region = ca-central-1\nsso_start_url = https://example.awsapps.com/start\nsso_registration_scopes = sso:account:access\n"
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CONFIG_FILE", config)
	t.Setenv("HOME", t.TempDir()) // no SSO token is cached there
	session := func(profile string) live.Session { return live.Session{Region: "ca-central-1", Profile: profile} }

	if err := who(t, session("keys")); err != nil {
		t.Error(err)
	}
	last := s.Requests("sts:GetCallerIdentity")
	if signed := last[len(last)-1].Header.Get("Authorization"); !strings.Contains(signed, "Credential=AKIAOFPROFILE/") {
		t.Errorf("signed as %s", signed)
	}
	for profile, want := range map[string]string{
		"missing": `there is no profile "missing" in ` + config, "role": "the role of the profile cannot be assumed",
		"process": "(credential_process) gives no credentials", "code": "aws configure export-credentials --format env --profile code",
		"login": "the session of aws login has expired, or there was none: aws login --profile login", "broken": `there is no profile "nobody" in ` + config,
		"sso": "the SSO session has expired, or there was none: aws sso login --profile sso", "": "no credentials: aws sso login --profile PROFILE, or set AWS_PROFILE",
	} {
		t.Run(profile, func(t *testing.T) {
			if got := reason(t, who(t, session(profile)), true); !strings.Contains(got, want) {
				t.Errorf("%s\nlacks %q", got, want)
			}
		})
	}
}

// TestSSO: a profile of IAM Identity Center signs with what the portal gives for the token that
// aws sso login left.
func TestSSO(t *testing.T) {
	s := livetest.Start(t)
	s.On("sts:GetCallerIdentity", func(r *livetest.Request) (smithy.Serializable, error) {
		return &sts.GetCallerIdentityOutput{Arn: aws.String("arn")}, nil
	})
	var asked []string
	portal := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path+" "+r.URL.Query().Get("account_id")+" "+r.URL.Query().Get("role_name")+" "+r.Header.Get("X-Amz-Sso_bearer_token"))
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte(`{"roleCredentials":{"accessKeyId":"AKIAOFSSO","secretAccessKey":"s","sessionToken":"t","expiration":4070908800000}}`))
	}))
	defer portal.Close()
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("AWS_ENDPOINT_URL_SSO", portal.URL)
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} {
		t.Setenv(name, "")
	}
	config := filepath.Join(home, "config")
	t.Setenv("AWS_CONFIG_FILE", config)
	cache, err := ssocreds.StandardCachedTokenFilepath("corp")
	if err != nil || !strings.HasPrefix(cache, home) {
		t.Fatalf("%v: %s", err, cache)
	}
	if err := os.MkdirAll(filepath.Dir(cache), 0o700); err != nil {
		t.Fatal(err)
	}
	for file, text := range map[string]string{
		config: "[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Reader\n[sso-session corp]\nsso_region = ca-central-1\nsso_start_url = https://example.awsapps.com/start\n",
		cache:  `{"accessToken":"ofthelogin","expiresAt":"2099-01-02T03:04:05Z"}`,
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := who(t, live.Session{Region: "ca-central-1", Profile: "sso"}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"/federation/credentials 123456789012 Reader ofthelogin"}; !slices.Equal(asked, want) {
		t.Errorf("the portal was asked %q, want %q", asked, want)
	}
	if signed := s.Requests("sts:GetCallerIdentity")[0].Header.Get("Authorization"); !strings.Contains(signed, "Credential=AKIAOFSSO/") {
		t.Errorf("signed as %s", signed)
	}
}

// TestInCluster: the role of a service account (IRSA) and Pod Identity are taken, and what
// goes wrong with them is said.
func TestInCluster(t *testing.T) {
	token := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(token, []byte("eyJ"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Run("IRSA", func(t *testing.T) {
		s := livetest.Start(t)
		s.On("sts:AssumeRoleWithWebIdentity", func(*livetest.Request) (smithy.Serializable, error) {
			return nil, livetest.Fail("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")
		})
		for name, value := range map[string]string{"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/doctor", "AWS_WEB_IDENTITY_TOKEN_FILE": token} {
			t.Setenv(name, value)
		}
		got := reason(t, who(t, s.Session()), true)
		for _, want := range []string{"IRSA", "eks.amazonaws.com/role-arn", "OIDC provider", "AWS said AccessDenied: Not authorized"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s lacks %q", got, want)
			}
		}
		t.Setenv("AWS_WEB_IDENTITY_TOKEN_FILE", token+"-gone")
		if got := reason(t, who(t, s.Session()), true); !strings.Contains(got, "cannot be read, at "+token+"-gone") {
			t.Error(got)
		}
		t.Setenv("AWS_WEB_IDENTITY_TOKEN_FILE", token)
		s.On("sts:AssumeRoleWithWebIdentity", func(*livetest.Request) (smithy.Serializable, error) {
			return &sts.AssumeRoleWithWebIdentityOutput{Credentials: &ststypes.Credentials{
				AccessKeyId: aws.String("AKIAOFROLE"), SecretAccessKey: aws.String("s"), SessionToken: aws.String("t"), Expiration: aws.Time(time.Now().Add(time.Hour)),
			}}, nil
		})
		s.On("sts:GetCallerIdentity", func(*livetest.Request) (smithy.Serializable, error) {
			return &sts.GetCallerIdentityOutput{Arn: aws.String("arn")}, nil
		})
		if err := who(t, s.Session()); err != nil {
			t.Fatal(err)
		}
		if signed := s.Requests("sts:GetCallerIdentity")[0].Header.Get("Authorization"); !strings.Contains(signed, "Credential=AKIAOFROLE/") {
			t.Errorf("signed as %s", signed)
		}
		if r := s.Requests("sts:AssumeRoleWithWebIdentity")[0]; r.Form.Get("RoleArn") != "arn:aws:iam::123456789012:role/doctor" || r.Form.Get("WebIdentityToken") != "eyJ" {
			t.Errorf("%v", r.Form)
		}
	})
	t.Run("Pod Identity", func(t *testing.T) {
		var asked []string
		agent := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked = append(asked, r.Header.Get("Authorization"))
			if len(asked) > 1 {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			w.Write([]byte(`{"AccessKeyId":"AKIAOFPOD","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-02T03:04:05Z"}`))
		}))
		defer agent.Close()
		s := livetest.Start(t)
		s.On("sts:GetCallerIdentity", func(r *livetest.Request) (smithy.Serializable, error) {
			return &sts.GetCallerIdentityOutput{Arn: aws.String("arn")}, nil
		})
		for name, value := range map[string]string{"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_CONTAINER_CREDENTIALS_FULL_URI": agent.URL + "/v1/credentials", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": token} {
			t.Setenv(name, value)
		}
		if err := who(t, s.Session()); err != nil || asked[0] != "eyJ" {
			t.Errorf("%v, asked with %q", err, asked)
		}
		if signed := s.Requests("sts:GetCallerIdentity")[0].Header.Get("Authorization"); !strings.Contains(signed, "Credential=AKIAOFPOD/") {
			t.Errorf("signed as %s", signed)
		}
		if got := reason(t, who(t, s.Session()), true); !strings.Contains(got, "Pod Identity gives no credentials") {
			t.Error(got)
		}
	})
}

// TestThrottling: AWS is asked again where it throttles, which is one call; other errors
// are not repeated.
func TestThrottling(t *testing.T) {
	s := livetest.Start(t)
	s.On("ecr:DescribeRepositories", func(r *livetest.Request) (smithy.Serializable, error) {
		if r.Before < 2 {
			return nil, livetest.Fail("ThrottlingException", "Rate exceeded")
		}
		return &ecr.DescribeRepositoriesOutput{}, nil
	})
	s.On("ecr:DescribePullThroughCacheRules", func(*livetest.Request) (smithy.Serializable, error) {
		return nil, livetest.Fail("ValidationException", "no")
	})
	c, err := client.Open(context.Background(), s.Session())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.ECR.DescribeRepositories(context.Background(), nil); err != nil || len(s.Requests("ecr:DescribeRepositories")) != 3 || c.Calls.Count() != 1 {
		t.Errorf("%v: %d requests, %d calls", err, len(s.Requests("")), c.Calls.Count())
	}
	if _, err := c.ECR.DescribePullThroughCacheRules(context.Background(), nil); err == nil || len(s.Requests("ecr:DescribePullThroughCacheRules")) != 1 {
		t.Errorf("%v: %d requests", err, len(s.Requests("")))
	}
}

// TestBroken: a connection that ends in the middle of an answer is tried again.
func TestBroken(t *testing.T) {
	s := livetest.Start(t)
	s.On("sts:GetCallerIdentity", func(r *livetest.Request) (smithy.Serializable, error) {
		if r.Before == 0 {
			return nil, livetest.Broken{}
		}
		return &sts.GetCallerIdentityOutput{Arn: aws.String("arn")}, nil
	})
	if err := who(t, s.Session()); err != nil || len(s.Requests("")) != 2 {
		t.Errorf("%v after %d requests", err, len(s.Requests("")))
	}
}

// TestSlow: a call ends with its time, and one that is interrupted at once.
func TestSlow(t *testing.T) {
	s := livetest.Start(t)
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	s.On("sts:GetCallerIdentity", func(*livetest.Request) (smithy.Serializable, error) {
		<-stop
		return &sts.GetCallerIdentityOutput{}, nil
	})
	session, began := s.Session(), time.Now()
	session.Timeout = 300 * time.Millisecond
	if got := reason(t, who(t, session), false); !strings.Contains(got, "in time") || time.Since(began) > 5*time.Second {
		t.Errorf("%s after %s", got, time.Since(began))
	}
	c, err := client.Open(context.Background(), s.Session())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(100*time.Millisecond, cancel)
	_, err = c.STS.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if got := reason(t, c.Explain(err), true); got != "interrupted" {
		t.Error(got)
	}
}

// TestStalledAnswer: an answer that begins and does not go on is tried again, and ends with its time.
func TestStalledAnswer(t *testing.T) {
	listener := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		w.Header().Set("Content-Length", "1000")
		w.Write([]byte("<GetCallerIdentityResponse>"))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}))
	defer listener.Close()
	s := livetest.Start(t)
	t.Setenv("AWS_ENDPOINT_URL_STS", listener.URL)
	session, began := s.Session(), time.Now()
	session.Timeout = time.Second
	if got := reason(t, who(t, session), false); !strings.Contains(got, "in time") || time.Since(began) > 5*time.Second {
		t.Errorf("%s after %s", got, time.Since(began))
	}
}

// TestNobody: without a listener, and for a name without an address, the reason names what to
// look at. Proxies are read once in a process, so that a session of TestScripts has them.
func TestNobody(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://" + listener.Addr().String()
	listener.Close()
	for name, test := range map[string]struct {
		environment map[string]string
		want        []string
	}{
		"a port": {map[string]string{"AWS_ENDPOINT_URL_STS": nobody}, []string{"no connection to 127.0.0.1:", "connection refused", "HTTPS_PROXY", "AWS_ENDPOINT_URL"}},
		"a name": {map[string]string{"AWS_ENDPOINT_URL_STS": "http://nowhere.invalid"}, []string{"no address for nowhere.invalid", "endpoint of the service"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := livetest.Start(t)
			for name, value := range test.environment {
				t.Setenv(name, value)
			}
			session := s.Session()
			session.Timeout = 2 * time.Second
			got := reason(t, who(t, session), false)
			for _, want := range test.want {
				if !strings.Contains(got, want) {
					t.Errorf("%s lacks %q", got, want)
				}
			}
		})
	}
}

// TestEndpoints: ECR is asked at the kind of endpoint that the configuration says, the other
// services at theirs; an endpoint that somebody names is asked as it is.
func TestEndpoints(t *testing.T) {
	for name, test := range map[string]struct {
		session  live.Session
		variable string
		want     string
	}{
		"usual":      {live.Session{Region: "us-east-1"}, "", "https://api.ecr.us-east-1.amazonaws.com"},
		"FIPS":       {live.Session{Region: "us-east-1", FIPS: true}, "", "https://api.ecr-fips.us-east-1.amazonaws.com"},
		"dual stack": {live.Session{Region: "ca-central-1", DualStack: true}, "", "https://ecr.ca-central-1.api.aws"},
		"China":      {live.Session{Region: "cn-north-1"}, "", "https://api.ecr.cn-north-1.amazonaws.com.cn"},
		"named":      {live.Session{Region: "us-east-1", FIPS: true}, "http://127.0.0.1:1", "http://127.0.0.1:1"},
	} {
		t.Run(name, func(t *testing.T) {
			livetest.Start(t)
			t.Setenv("AWS_ENDPOINT_URL", test.variable)
			c, err := client.Open(context.Background(), test.session)
			if err != nil {
				t.Fatal(err)
			}
			o := c.ECR.Options()
			p := ecr.EndpointParameters{
				Region: &test.session.Region, Endpoint: o.BaseEndpoint,
				UseFIPS:      aws.Bool(o.EndpointOptions.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled),
				UseDualStack: aws.Bool(o.EndpointOptions.UseDualStackEndpoint == aws.DualStackEndpointStateEnabled),
			}
			e, err := o.EndpointResolverV2.ResolveEndpoint(context.Background(), p)
			if err != nil || e.URI.String() != test.want {
				t.Errorf("%v: %s, want %s", err, e.URI.String(), test.want)
			}
		})
	}
}
