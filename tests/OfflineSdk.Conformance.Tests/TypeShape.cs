using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pulumi;

namespace WedSync.OfflineSdk.Conformance.Tests;

/// <summary>The shape of a property's type, written the same way for C# and TypeScript: <c>array(object:core.v1.container)</c>.</summary>
internal static partial class TypeShape
{
    public const string Any = "any";

    /// <summary>The alternatives that a TypeScript type allows.</summary>
    public static IReadOnlySet<string> OfTypeScript(string type)
    {
        var shapes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var alternative in SplitTopLevel(Whitespace().Replace(type, ""), '|'))
        {
            shapes.UnionWith(OfAlternative(alternative));
        }

        return shapes;
    }

    /// <summary>The shape of a C# property's type, without Input and Output around it.</summary>
    public static IReadOnlySet<string> OfClr(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return OfClr(underlying);
        }

        if (type.IsGenericType)
        {
            return OfGeneric(type);
        }

        return new HashSet<string>(StringComparer.Ordinal) { OfSimple(type) };
    }

    private static HashSet<string> OfGeneric(Type type)
    {
        var arguments = type.GetGenericArguments();
        return type.Name.Split('`')[0] switch
        {
            "Input" or "Output" => [.. OfClr(arguments[0])],
            "InputUnion" or "Union" => [.. OfClr(arguments[0]), .. OfClr(arguments[1])],
            "InputList" or "ImmutableArray" or "List" => [.. OfClr(arguments[0]).Select(e => $"array({e})")],
            "InputMap" or "ImmutableDictionary" or "Dictionary" => [.. OfClr(arguments[^1]).Select(e => $"map({e})")],
            var other => [other],
        };
    }

    private static string OfSimple(Type type)
    {
        if (type == typeof(string))
        {
            return "string";
        }

        if (type == typeof(bool))
        {
            return "boolean";
        }

        if (type == typeof(int) || type == typeof(double) || type == typeof(long))
        {
            return "number";
        }

        if (type == typeof(object) || type == typeof(JsonElement) || type.Name == "InputJson")
        {
            return Any;
        }

        if (typeof(AssetOrArchive).IsAssignableFrom(type))
        {
            return "asset";
        }

        return type.GetCustomAttribute<EnumTypeAttribute>() is null ? $"object:{PathOf(type)}" : "enum";
    }

    /// <summary>A nested type's path as TypeScript has it: Pulumi.Gcp.Compute.Inputs.FooArgs is <c>compute.foo</c>.</summary>
    public static string PathOf(Type type)
    {
        var path = type.Namespace!.Split('.').Skip(2).Where(p => p is not ("Inputs" or "Outputs" or "Types"));
        var name = type.Name.EndsWith("Args", StringComparison.Ordinal) ? type.Name[..^4] : type.Name;
        return string.Join('.', path.Append(name)).ToLowerInvariant();
    }

    private static IEnumerable<string> OfAlternative(string type)
    {
        if (type is "undefined" or "null" || type.Length == 0)
        {
            return [];
        }

        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            return OfTypeScript(TrimParentheses(type[..^2])).Select(e => $"array({e})");
        }

        var generic = Generic().Match(type);
        if (generic.Success)
        {
            var inner = OfTypeScript(generic.Groups["inner"].Value);
            return generic.Groups["name"].Value == "Array" ? inner.Select(e => $"array({e})") : inner;
        }

        var map = Map().Match(type);
        return map.Success ? OfTypeScript(map.Groups["value"].Value).Select(e => $"map({e})") : [OfName(type)];
    }

    private static string OfName(string type) => type switch
    {
        "string" or "boolean" or "number" or Any => type,
        _ when type.StartsWith('"') => "string",
        _ when type.StartsWith("inputs.", StringComparison.Ordinal) => $"object:{type["inputs.".Length..].ToLowerInvariant()}",
        _ when type.StartsWith("outputs.", StringComparison.Ordinal) => $"object:{type["outputs.".Length..].ToLowerInvariant()}",
        _ when type.StartsWith("enums.", StringComparison.Ordinal) => "enum",
        _ when type.Contains("asset.", StringComparison.Ordinal) => "asset",
        _ when type.StartsWith('{') => Any,
        _ => $"reference:{type}",
    };

    private static string TrimParentheses(string type) => type.StartsWith('(') && type.EndsWith(')') ? type[1..^1] : type;

    private static IEnumerable<string> SplitTopLevel(string type, char separator)
    {
        var start = 0;
        for (int i = 0, depth = 0; i < type.Length; i++)
        {
            depth += type[i] switch { '<' or '{' or '(' or '[' => 1, '>' or '}' or ')' or ']' => -1, _ => 0 };
            if (type[i] == separator && depth == 0)
            {
                yield return type[start..i];
                start = i + 1;
            }
        }

        yield return type[start..];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    [GeneratedRegex(@"^(?<name>pulumi\.Input|pulumi\.Output|Array)<(?<inner>.*)>$")]
    private static partial Regex Generic();

    [GeneratedRegex(@"^\{\[key:string\]:(?<value>.*?);?\}$")]
    private static partial Regex Map();
}
