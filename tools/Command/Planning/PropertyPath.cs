using System.Globalization;
using System.Text.Json.Nodes;

namespace WedSync.Planning;

/// <summary>Paths into inputs, in the engine's notation: <c>spec.containers[0].image</c>, <c>metadata.annotations["a.b/c"]</c>.</summary>
public static class PropertyPath
{
    /// <summary>Splits a path into names and indexes; an index keeps its digits, a wildcard is <c>*</c>.</summary>
    /// <exception cref="FormatException">A bracket or quote is not closed.</exception>
    public static IReadOnlyList<string> Parse(string path)
    {
        var parts = new List<string>();
        for (var i = 0; i < path.Length;)
        {
            if (path[i] == '.')
            {
                i++;
            }
            else if (path[i] == '[')
            {
                parts.Add(ReadBracket(path, ref i));
            }
            else
            {
                var end = path.IndexOfAny(['.', '['], i);
                end = end < 0 ? path.Length : end;
                parts.Add(path[i..end]);
                i = end;
            }
        }

        return parts;
    }

    /// <summary>Adds a property to a path, quoted where a dot or bracket in it would be read as a step.</summary>
    public static string Append(string path, string name)
    {
        if (name.AsSpan().IndexOfAny(".[]\"/") >= 0)
        {
            return $"{path}[\"{name}\"]";
        }

        return path.Length == 0 ? name : $"{path}.{name}";
    }

    /// <summary>Adds an index to a path.</summary>
    public static string Append(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>The value at a path, or null.</summary>
    public static JsonNode? Find(JsonNode? root, string path)
    {
        var node = root;
        foreach (var part in Parse(path))
        {
            node = node switch
            {
                JsonObject o => o[part],
                JsonArray a when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < a.Count => a[i],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>
    /// Whether a change at <paramref name="path"/> lies at or under <paramref name="pattern"/>, in which <c>*</c> stands for any
    /// one step.
    /// </summary>
    public static bool IsUnder(IReadOnlyList<string> path, IReadOnlyList<string> pattern)
    {
        if (pattern.Count == 1 && pattern[0] == "*")
        {
            return true;
        }

        if (path.Count < pattern.Count)
        {
            return false;
        }

        for (var i = 0; i < pattern.Count; i++)
        {
            if (pattern[i] != "*" && pattern[i] != path[i])
            {
                return false;
            }
        }

        return true;
    }

    private static string ReadBracket(string path, ref int i)
    {
        var quoted = i + 1 < path.Length && path[i + 1] == '"';
        var start = quoted ? i + 2 : i + 1;
        var end = path.IndexOf(quoted ? "\"]" : "]", start, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new FormatException($"property path '{path}': the bracket at {i} is not closed");
        }

        i = end + (quoted ? 2 : 1);
        return path[start..end];
    }
}
