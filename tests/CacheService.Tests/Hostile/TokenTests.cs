using System.Net;
using WedSync.CacheService.Tests.Support;
using WedSync.TestKit.Security;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>Tokens that are rightly signed and yet not what the documentation calls a token.</summary>
[Collection(RegionTests.Name)]
public sealed class TokenTests(RegionFixture region)
{
    private const string Header = """{"alg":"RS256","kid":"KEY"}""";
    private const string Claims =
        $$""" "iss":"{{TestIssuer.Issuer}}","aud":"{{TestIssuer.Audience}}","tenant":"acme","scope":"read write","exp":EXP """;

    public static TheoryData<string> GoodHeaders =>
    [
        Header, """{"alg":"RS256","kid":"KEY","typ":"JWT"}""", """{"alg":"RS256","kid":"KEY","typ":"jwt"}""", """{"alg":"RS256","kid":"KEY","typ":"at+jwt"}""",
        """{"alg":"RS256","kid":"KEY","typ":"application/at+jwt"}""", """{"alg":"RS256","kid":"KEY","x5t":"ignored"}""",
    ];

    public static TheoryData<string> BadHeaders =>
    [
        """{"alg":"RS256","kid":"KEY","crit":["exp"]}""", """{"alg":"RS256","kid":"KEY","crit":[]}""", """{"alg":"RS256","kid":"KEY","crit":"b64","b64":false}""",
        """{"alg":"RS256","kid":"KEY","typ":"JWE"}""", """{"alg":"RS256","kid":"KEY","typ":""}""", """{"alg":"RS256","kid":"KEY","typ":1}""",
        """{"alg":"RS256","kid":"KEY","typ":"dpop+jwt"}""", """{"alg":"RS256","kid":"KEY","cty":"JWT"}""", """{"alg":"RS256","kid":"KEY","zip":"DEF"}""",
        """{"alg":"RS256","kid":"KEY","enc":"A128GCM"}""", """{"alg":"none","kid":"KEY"}""", """{"alg":"HS256","kid":"KEY"}""", """{"alg":["RS256"],"kid":"KEY"}""",
        """{"alg":"RS256","alg":"RS256","kid":"KEY"}""", """{"alg":"RS256","kid":"KEY","typ":"JWT","\u0074yp":"JWT"}""", """{"kid":"KEY"}""", "[]", "null",
    ];

    public static TheoryData<string> GoodPayloads =>
    [
        Claims, Claims + ",\"sub\":\"a\",\"jti\":\"a b\\u0001ü\"", Claims + ",\"nbf\":1,\"iat\":1.5", Claims + ",\"unknown\":{\"a\":[1]}",
        Claims.Replace($"\"{TestIssuer.Audience}\"", $"[\"other\",\"{TestIssuer.Audience}\"]", StringComparison.Ordinal),
    ];

    public static TheoryData<string> BadPayloads =>
    [
        With("EXP", "\"EXP\""), With("EXP", "[EXP]"), With("EXP", "1e300"), With("EXP", "99999999999999"), With("EXP", "-1"), With("EXP", "null"),
        With("EXP", "true"), With(",\"exp\":EXP ", ""), Claims + ",\"exp\":EXP", Claims + ",\"nbf\":\"1\"", Claims + ",\"nbf\":null", Claims + ",\"nbf\":99999999999",
        Claims + ",\"iat\":\"1\"", With("\"acme\"", "[\"acme\"]"), With("\"acme\"", "1"), With("\"acme\"", "true"), With("\"acme\"", "{\"a\":\"acme\"}"),
        With("\"acme\"", "null"), With("\"acme\"", "\"ACME\""), With("\"acme\"", "\"acme/x\""), With("\"acme\"", "\"\""), Claims + ",\"tenant\":\"beta\"",
        Claims + ",\"ten\\u0061nt\":\"acme\"", With(TestIssuer.Audience, TestIssuer.Audience + "/"), With(TestIssuer.Audience, "AI-Cache"),
        With(TestIssuer.Audience, TestIssuer.Audience + " other"), With($"\"{TestIssuer.Audience}\"", "[]"), With($"\"{TestIssuer.Audience}\"", $"[\"{TestIssuer.Audience}\",1]"),
        With(TestIssuer.Issuer, TestIssuer.Issuer + "/"), With(TestIssuer.Issuer, TestIssuer.Issuer.ToUpperInvariant()), With("\"read write\"", "[\"read\",\"write\"]"),
        With("\"read write\"", "1"), Claims + ",\"sub\":1", Claims + ",\"sub\":[\"a\"]", Claims + ",\"jti\":1", Claims + ",\"jti\":\"\\ud800\"",
    ];

    [Theory]
    [MemberData(nameof(GoodHeaders))]
    public async Task Header_AsDocumented_IsTaken(string header) => Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(header, Claims));

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public async Task Header_OfAnythingElse_IsNobodys(string header) => Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(header, Claims));

    [Theory]
    [MemberData(nameof(GoodPayloads))]
    public async Task Payload_AsDocumented_IsTaken(string claims) => Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Header, claims));

    [Theory]
    [MemberData(nameof(BadPayloads))]
    public async Task Payload_OfAnythingElse_IsNobodys(string claims) => Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Header, claims));

    [Fact]
    public async Task Token_NestedInAnotherOrOfFiveParts_IsNobodys()
    {
        var inner = Token(Header, Claims);
        foreach (var token in new[] { inner + ".x", inner + ".x.y", inner.Replace(".", "..", StringComparison.Ordinal), region.Issuer.Sign(Header, $"\"{inner}\"") })
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token));
    }

    private static string With(string from, string to) => Claims.Replace(from, to, StringComparison.Ordinal);

    private string Token(string header, string claims)
    {
        var expires = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        return region.Issuer.Sign(header, $"{{{claims.Replace("EXP", expires, StringComparison.Ordinal)}}}");
    }

    private Task<HttpStatusCode> StatusAsync(string header, string claims) => StatusAsync(Token(header, claims));

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var response = await region.First.GetAsync("no-such-key", token);
        return response.StatusCode;
    }
}
