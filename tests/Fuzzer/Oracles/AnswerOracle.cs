using System.Text.Json;
using System.Text.Json.Nodes;
using WedSync.Fuzzer.Api;
using WedSync.Fuzzer.Generation;
using WedSync.Fuzzer.Sending;

namespace WedSync.Fuzzer.Oracles;

/// <summary>Judges one answer: by the document, by HTTP, and by whose data it holds.</summary>
internal sealed class AnswerOracle(ApiModel api, IReadOnlyList<string> tenants)
{
    private const string ProblemType = "application/problem+json";

    /// <summary>Refusals of HTTP itself, which a document does not list for each operation.</summary>
    private static readonly HashSet<int> OfHttp = [405, 406, 408, 411, 413, 414, 415, 417, 431];

    public IEnumerable<Finding> Judge(FuzzRequest request, Answer answer)
    {
        foreach (var finding in OfAny(request, answer).Concat(OfTenants(request, answer))) yield return finding;
        if (answer.Status == 0 || !request.IsWellFramed) yield break;
        foreach (var finding in OfDocument(request, answer)) yield return finding;
    }

    private static IEnumerable<Finding> OfAny(FuzzRequest request, Answer answer)
    {
        if (answer.IsLate) yield return new Finding("hang", Place(request, 0), $"no end after {answer.Took.TotalSeconds:0} s");
        else if (answer.Status == 0 && answer.Fault is null && request.IsWellFramed) yield return new Finding("no-answer", Place(request, 0), "the connection ended without an answer");
        // What is no HTTP/1.1 may be answered with another protocol's bytes, or be cut off.
        if (answer.Fault is { } fault && request.IsWellFramed) yield return new Finding("broken-answer", Place(request, answer.Status), fault);
        if (answer.Extra > 0 && request.IsWellFramed) yield return new Finding("extra-answer", Place(request, answer.Status), $"{answer.Extra} bytes after the answer's end");
        if (answer.Status is 500 or 501 or 502 or 504 || (answer.Status == 505 && request.IsWellFramed))
            yield return new Finding("server-error", Place(request, answer.Status), Text(answer));
        if (answer.Status == 503 && request.Operation is not { IsOpen: true } && !answer.Headers.ContainsKey("Retry-After"))
            yield return new Finding("no-retry-after", Place(request, answer.Status), Text(answer));
    }

    private IEnumerable<Finding> OfTenants(FuzzRequest request, Answer answer) => tenants
        .Where(tenant => tenant != request.Caller.Tenant && Holds(answer, Caller.Mark(tenant)))
        .Select(tenant => new Finding("other-tenant", Place(request, answer.Status), $"{request.Caller.Name} was given data of {tenant}"));

    private static bool Holds(Answer answer, string mark)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(mark);
        return answer.Raw.AsSpan().IndexOf(bytes) >= 0 || answer.Raw.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes))) >= 0;
    }

    private IEnumerable<Finding> OfDocument(FuzzRequest request, Answer answer)
    {
        var declared = request.Operation?.Answers.GetValueOrDefault(answer.Status);
        if (request.Operation is null && answer.Status < 400 && !IsOptional(answer)) yield return new Finding("undeclared-path", Place(request, answer.Status), Text(answer));
        if (request.Operation is not null && declared is null && !OfHttp.Contains(answer.Status))
            yield return new Finding("undeclared-status", Place(request, answer.Status), $"declared: {string.Join(", ", request.Operation.Answers.Keys.Order())}; {Text(answer)}");
        if (declared is { Count: > 0 } && !declared.ContainsKey(answer.MediaType))
            yield return new Finding("content-type", Place(request, answer.Status), $"'{answer.MediaType}'; declared: {string.Join(", ", declared.Keys)}");
        if (OfBody(request, answer, declared) is { } fault) yield return new Finding("body", Place(request, answer.Status), $"{fault}: {Text(answer)}");
    }

    // What is at a path beside the document's is the server's own affair while it gives no data: health under another spelling.
    private static bool IsOptional(Answer answer) => answer.Status is >= 300 and < 400 || answer.MediaType is "text/plain" or "application/json";

    private string? OfBody(FuzzRequest request, Answer answer, Dictionary<string, JsonNode>? declared)
    {
        if (request.Head.StartsWith("HEAD ", StringComparison.Ordinal)) return null;
        var isProblem = answer.Status >= 400 && request.Operation is not { IsOpen: true };
        if (isProblem && answer.MediaType != ProblemType) return "not a problem";
        if (!answer.MediaType.EndsWith("json", StringComparison.Ordinal)) return null;
        if (isProblem) declared ??= api.Operations.SelectMany(o => o.Answers.Values).FirstOrDefault(c => c.ContainsKey(ProblemType));
        if (declared?.GetValueOrDefault(answer.MediaType) is not { } schema) return null;
        JsonNode? body;
        try
        {
            body = JsonNode.Parse(answer.Body);
        }
        catch (JsonException exception)
        {
            return $"no JSON ({exception.Message})";
        }

        if (api.Schemas.Fault(body, schema) is { } fault) return fault;
        return isProblem && body!["status"]!.ToJsonString() != answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture) ? "its status is another" : null;
    }

    private static string Place(FuzzRequest request, int status) =>
        $"{(request.IsWellFramed ? request.Operation?.ToString() ?? "unknown path" : "broken HTTP")} {(status == 0 ? "" : status)}".TrimEnd();

    private static string Text(Answer answer) => Printable.Of(answer.Body, 300);
}
