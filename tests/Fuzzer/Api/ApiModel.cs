using System.Text.Json.Nodes;

namespace WedSync.Fuzzer.Api;

/// <summary>What a service can be asked, read from its OpenAPI document.</summary>
internal sealed class ApiModel
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch", "head", "options"];

    private ApiModel(IReadOnlyList<Operation> operations, SchemaCheck schemas) => (Operations, Schemas) = (operations, schemas);

    /// <summary>In the document's order.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    public SchemaCheck Schemas { get; }

    /// <exception cref="System.Text.Json.JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidDataException">It is no OpenAPI document with operations.</exception>
    public static ApiModel Parse(string document)
    {
        var root = JsonNode.Parse(document);
        if (root?["paths"] is not JsonObject paths || paths.Count == 0) throw new InvalidDataException("The OpenAPI document has no paths; expected an object 'paths'.");
        var schemas = new SchemaCheck(root["components"]?["schemas"] as JsonObject ?? []);
        return new ApiModel([.. paths.SelectMany(path => OfPath(path.Key, path.Value!.AsObject(), schemas))], schemas);
    }

    private static IEnumerable<Operation> OfPath(string path, JsonObject item, SchemaCheck schemas) =>
        Methods.Where(item.ContainsKey).Select(method => Read(method, path, item[method]!.AsObject(), schemas));

    private static Operation Read(string method, string path, JsonObject operation, SchemaCheck schemas)
    {
        var content = (operation["requestBody"]?["content"] as JsonObject)?.FirstOrDefault();
        return new Operation
        {
            Method = method.ToUpperInvariant(),
            Path = path,
            IsOpen = operation["security"] is null,
            Headers = [.. Parameters(operation, "header")],
            BodyType = content?.Key,
            BodySchema = content?.Value?["schema"] is { } schema ? schemas.Resolve(schema) : null,
            Answers = operation["responses"]!.AsObject().ToDictionary(r => int.Parse(r.Key, System.Globalization.CultureInfo.InvariantCulture), r => Read(r.Value!)),
        };
    }

    private static IEnumerable<string> Parameters(JsonObject operation, string place) =>
        (operation["parameters"] as JsonArray ?? []).Where(p => p!["in"]!.GetValue<string>() == place).Select(p => p!["name"]!.GetValue<string>());

    private static Dictionary<string, JsonNode> Read(JsonNode response) =>
        (response["content"] as JsonObject ?? []).ToDictionary(c => c.Key, c => c.Value!["schema"] ?? new JsonObject());
}

/// <summary>One method of one path.</summary>
internal sealed record Operation
{
    public required string Method { get; init; }

    /// <summary>With its parameters in braces.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it takes no token.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Names of header parameters.</summary>
    public required IReadOnlyList<string> Headers { get; init; }

    /// <summary>Content type of the body; null = none.</summary>
    public required string? BodyType { get; init; }

    /// <summary>Schema of the body, resolved; null = none.</summary>
    public required JsonNode? BodySchema { get; init; }

    /// <summary>Content types and schemas by status.</summary>
    public required IReadOnlyDictionary<int, Dictionary<string, JsonNode>> Answers { get; init; }

    public override string ToString() => $"{Method} {Path}";
}
