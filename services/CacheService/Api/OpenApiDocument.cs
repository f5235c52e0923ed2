using Microsoft.OpenApi;

namespace WedSync.CacheService.Api;

/// <summary>The description of the API; a copy of it is kept in docs/openapi/cache-service.json.</summary>
internal static class OpenApiDocument
{
    private const string Scheme = "bearer";

    private static readonly (string Name, string Text)[] PutParameters =
    [
        (Wire.Ttl, "Seconds that the entry is fresh; the policy of its type and stage by default."),
        (Wire.Tags, "Tags that invalidate it, separated by commas; at most 32."),
        (Wire.Subject, "Data subject, for erasure. Stored as a hash."),
        (Wire.Residency, "Residency group that the entry may not leave."),
        (Wire.QueryType, "Kind of question, such as vendor/florist."),
        (Wire.Stage, "Where the couple stands, such as booking."),
        (Wire.Durability, "local (default) or replicated: success only when a second region holds it too."),
        (Wire.Negative, "true: the origin says that there is no answer."),
        (Wire.Quality, "Quality of the answer from 0 to 1, for metrics."),
        (Wire.Lease, "The lease of the lookup that this put answers."),
    ];

    public static void Register(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "WedSync AI cache", Version = "1" };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<RequiredScope>().FirstOrDefault() is { } scope)
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
                operation.Description = $"{operation.Description} Scope: {scope.Name}.".Trim();
            }

            foreach (var (name, text) in HeadersOf(operation.OperationId))
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Header,
                    Description = text,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }

            return Task.CompletedTask;
        });
    });

    private static (string Name, string Text)[] HeadersOf(string? operation) => operation switch
    {
        "putEntry" => PutParameters,
        "getEntry" => [(Wire.IfError, "true: the origin failed; an answer past its life will do.")],
        "renewLease" => [(Wire.Lease, "The lease.")],
        "releaseLease" => [(Wire.Lease, "The lease."), (Wire.Failed, "true: the computation failed.")],
        _ => [],
    };
}
