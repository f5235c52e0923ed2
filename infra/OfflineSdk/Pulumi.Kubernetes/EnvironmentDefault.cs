using System.Globalization;

namespace Pulumi.Kubernetes;

/// <summary>What an input is when the program leaves it out: the first of the named environment variables that is set.</summary>
internal static class EnvironmentDefault
{
    public static Input<string>? Text(params string[] names) => Find(names) is { } text ? text : default(Input<string>);

    public static Input<bool>? Flag(params string[] names) => Find(names) switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => default(Input<bool>),
    };

    public static Input<int>? Integer(params string[] names) =>
        int.TryParse(Find(names), CultureInfo.InvariantCulture, out var number) ? number : default(Input<int>);

    public static Input<double>? Number(params string[] names) =>
        double.TryParse(Find(names), CultureInfo.InvariantCulture, out var number) ? number : default(Input<double>);

    private static string? Find(string[] names) =>
        names.Select(Environment.GetEnvironmentVariable).FirstOrDefault(text => text is not null);
}
