using System.Collections.Immutable;

namespace WedSync.Planning.Mocks;

/// <summary>What a provider answers for a new resource.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="State">Its outputs by property name.</param>
internal sealed record MockAnswer(string Id, Dictionary<string, object> State);

/// <summary>A resource type that a plan may hold.</summary>
/// <param name="Answer">What its provider answers, from the logical name and the inputs.</param>
internal sealed record KnownType(Func<string, ImmutableDictionary<string, object>, MockAnswer> Answer);

/// <summary>All resource types that a plan may hold.</summary>
internal static class KnownTypes
{
    private static readonly Lazy<Dictionary<string, KnownType>> All = new(() => new(
        KubernetesTypes.All().Concat(GcpTypes.All()).Concat(AwsTypes.All()),
        StringComparer.Ordinal));

    /// <summary>A type by its token, or null.</summary>
    public static KnownType? Find(string token) => All.Value.GetValueOrDefault(token);
}

/// <summary>Reading inputs and filling the forms of ids.</summary>
internal static class MockInputs
{
    public static string? Text(this ImmutableDictionary<string, object> inputs, string name)
        => inputs.GetValueOrDefault(name) as string;

    public static ImmutableDictionary<string, object> Map(this ImmutableDictionary<string, object> inputs, string name)
        => inputs.GetValueOrDefault(name) as ImmutableDictionary<string, object> ?? ImmutableDictionary<string, object>.Empty;

    /// <summary>The inputs with what the provider adds; an input wins over an answer of the same name.</summary>
    public static Dictionary<string, object> With(this ImmutableDictionary<string, object> inputs, IEnumerable<KeyValuePair<string, object>> answers)
    {
        var state = new Dictionary<string, object>(inputs);
        foreach (var (name, value) in answers)
        {
            state.TryAdd(name, value);
        }

        return state;
    }

    /// <summary>Fills <c>{property}</c> in a form with the inputs' texts, and <c>{name}</c> also with the logical name.</summary>
    public static string Fill(string form, string logicalName, ImmutableDictionary<string, object> inputs)
    {
        var result = form;
        for (var open = result.IndexOf('{', StringComparison.Ordinal); open >= 0; open = result.IndexOf('{', StringComparison.Ordinal))
        {
            var close = result.IndexOf('}', open);
            var value = result[(open + 1)..close] switch
            {
                "logical" => logicalName,
                "name" => inputs.Text("name") ?? logicalName,
                "project" => inputs.Text("project") ?? Samples.GcpProject,
                var property => inputs.Text(property) ?? "-",
            };
            result = string.Concat(result.AsSpan(0, open), value, result.AsSpan(close + 1));
        }

        return result;
    }
}

/// <summary>Values that clouds assign, in ranges reserved for documentation.</summary>
internal static class Samples
{
    public const string GcpProject = "wedsync-prod";
    public const string GcpProjectNumber = "123456789012";
    public const string AwsAccount = "123456789012";
    public const string PublicIp = "203.0.113.10";

    /// <summary>"sample certificate authority" in Base64.</summary>
    public const string CertificateAuthority = "c2FtcGxlIGNlcnRpZmljYXRlIGF1dGhvcml0eQ==";
}
