using System.Text;
using System.Text.Json.Nodes;
using WedSync.Fuzzer.Api;
using WedSync.Fuzzer.Generation;
using WedSync.Fuzzer.Oracles;
using WedSync.Fuzzer.Sending;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>The fuzzer itself: that it makes what it says, and that its oracles see what they are for.</summary>
public sealed class FuzzerTests
{
    private const string Document = """
        {
          "paths": {
            "/v1/entries/{key}": {
              "get": {
                "parameters": [{ "name": "key", "in": "path" }, { "name": "WedSync-If-Error", "in": "header" }],
                "responses": { "200": {}, "404": { "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } } },
                "security": [{ "bearer": [] }]
              }
            },
            "/v1/lookup": {
              "post": {
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Lookup" } } } },
                "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Lookup" } } } } },
                "security": [{ "bearer": [] }]
              }
            }
          },
          "components": { "schemas": {
            "Problem": { "type": "object", "required": ["type", "status"], "properties": { "type": { "type": "string" }, "status": { "type": "integer" } } },
            "Lookup": { "type": "object", "required": ["model"], "properties": { "model": { "type": "string" }, "wait": { "type": ["null", "integer"] } } }
          } }
        }
        """;

    private static readonly ApiModel Api = ApiModel.Parse(Document);
    private static readonly Caller Acme = new("acme", "acme");
    private static readonly Caller[] Callers = [Acme, new("bolt", "bolt"), new("nobody", null)];

    [Fact]
    public void Make_SameSeed_MakesTheSameBytes() =>
        Assert.Equal(Enumerable.Range(0, 500).Select(n => Text(Made(7, n))), Enumerable.Range(0, 500).Select(n => Text(Made(7, n))));

    [Fact]
    public void Make_AnotherSeed_MakesOtherRequests() => Assert.True(Enumerable.Range(0, 100).Count(n => Text(Made(7, n)) == Text(Made(8, n))) < 10);

    [Fact]
    public void Make_ManyRequests_CoversOperationsCallersAndBrokenHttp()
    {
        var made = Enumerable.Range(0, 2000).Select(n => Made(7, n)).ToList();

        Assert.Equal(Callers.Select(c => c.Name).Order(), made.Select(r => r.Caller.Name).Distinct().Order());
        Assert.Equal(3, made.Select(r => r.Operation).Distinct().Count());
        Assert.InRange(made.Count(r => !r.IsWellFramed), 500, 900);
        Assert.Contains(made, r => r.IsWellFramed && r.Head.Contains("Transfer-Encoding: chunked", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_WithoutFaults_FitsTheSchema()
    {
        var grammar = new JsonGrammar(Api.Schemas);
        var schema = Api.Operations[1].BodySchema!;

        Assert.All(Enumerable.Range(0, 300), n => Assert.Null(Api.Schemas.Fault(JsonNode.Parse(grammar.Write(schema, new Draw(1, n), 0)), schema)));
    }

    [Theory]
    [InlineData("""{"model":"m","wait":1}""", null)]
    [InlineData("""{"wait":1}""", "$ lacks 'model'")]
    [InlineData("""{"model":1}""", "$.model is number; declared: string")]
    [InlineData("""{"model":"m","other":1}""", "$ has 'other', which is not declared")]
    [InlineData("""{"model":"m","wait":1.5}""", "$.wait is number; declared: null or integer")]
    [InlineData("[]", "$ is array; declared: object")]
    public void Fault_NamesWhatDoesNotFit(string json, string? expected) =>
        Assert.Equal(expected, Api.Schemas.Fault(JsonNode.Parse(json), Api.Operations[1].BodySchema!));

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n@@acme@@:abc", "")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n@@bolt@@:abc", "other-tenant")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\nQEBib2x0QEA6YWJj", "other-tenant")]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", "server-error undeclared-status body")]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "no-retry-after undeclared-status body")]
    [InlineData("HTTP/1.1 404 No\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n", "content-type body")]
    [InlineData("HTTP/1.1 404 No\r\nContent-Type: application/problem+json\r\nContent-Length: 25\r\n\r\n{\"type\":\"x\",\"status\":404}", "")]
    [InlineData("HTTP/1.1 404 No\r\nContent-Type: application/problem+json\r\nContent-Length: 25\r\n\r\n{\"type\":\"x\",\"status\":400}", "body")]
    [InlineData("HTTP/1.1 418 No\r\nContent-Type: application/problem+json\r\nContent-Length: 25\r\n\r\n{\"type\":\"x\",\"status\":418}", "undeclared-status")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhi", "broken-answer")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 200 OK\r\n", "extra-answer")]
    [InlineData("", "no-answer")]
    public void Judge_NamesWhatAnAnswerBreaks(string raw, string kinds)
    {
        var request = new FuzzRequest { Number = 0, Operation = Api.Operations[0], Caller = Acme, IsWellFramed = true, Head = "GET / HTTP/1.1\r\n\r\n", Body = [] };

        var found = new AnswerOracle(Api, ["acme", "bolt"]).Judge(request, Answer.Parse(Encoding.Latin1.GetBytes(raw), isHead: false));

        Assert.Equal(kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), found.Select(f => f.Kind).Order());
    }

    [Fact]
    public void Parse_ChunkedAfterContinue_GivesTheBody()
    {
        var answer = Answer.Parse("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"u8.ToArray(), isHead: false);

        Assert.Equal((200, "hi", null, 0), (answer.Status, Encoding.ASCII.GetString(answer.Body), answer.Fault, answer.Extra));
    }

    private static FuzzRequest Made(int seed, long number) => new RequestGrammar(Api, Callers, seed).Make(number);

    private static string Text(FuzzRequest request) => $"{request.Caller.Name} {request.Head}{Convert.ToBase64String(request.Body)}";
}
