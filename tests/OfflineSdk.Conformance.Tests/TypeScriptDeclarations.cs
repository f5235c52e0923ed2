using System.Text.RegularExpressions;

namespace WedSync.OfflineSdk.Conformance.Tests;

/// <summary>A property of a TypeScript interface or class.</summary>
internal sealed record TypeScriptMember(string Name, bool IsOptional, string Type);

/// <summary>
/// Interfaces and classes of a declaration file by their dotted path in lower case, such as <c>apps.v1.deploymentspec</c>.
/// Reads the regular declarations that code generators write, not TypeScript in general.
/// </summary>
internal sealed partial class TypeScriptDeclarations
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, TypeScriptMember>> _types = new(StringComparer.Ordinal);
    private readonly string _text;
    private int _at;

    private TypeScriptDeclarations(string text)
    {
        _text = Comments().Replace(text, "");
        ReadStatements("");
    }

    public static TypeScriptDeclarations Parse(string text) => new(text);

    public IReadOnlyDictionary<string, TypeScriptMember>? Find(string path) => _types.GetValueOrDefault(path.ToLowerInvariant());

    private void ReadStatements(string path)
    {
        while (Peek() is { } next)
        {
            if (next == '}')
            {
                _at++;
                return;
            }

            ReadStatement(path, ReadHead());
        }
    }

    private void ReadStatement(string path, string head)
    {
        var match = Container().Match(head);
        if (!match.Success)
        {
            SkipStatement(head);
            return;
        }

        var name = Join(path, match.Groups["name"].Value);
        if (match.Groups["kind"].Value == "namespace")
        {
            ReadStatements(name);
        }
        else
        {
            _types[name.ToLowerInvariant()] = ReadMembers();
        }
    }

    // A head that ended with ';' is a whole statement; one that ended with '{' has a body that is of no interest.
    private void SkipStatement(string head)
    {
        if (!head.EndsWith('{'))
        {
            return;
        }

        for (var depth = 1; depth > 0 && _at < _text.Length; _at++)
        {
            depth += _text[_at] switch { '{' => 1, '}' => -1, _ => 0 };
        }
    }

    private string ReadHead()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] is not (';' or '{' or '}'))
        {
            _at++;
        }

        _at = Math.Min(_at + 1, _text.Length);
        return _text[start.._at].Trim();
    }

    private Dictionary<string, TypeScriptMember> ReadMembers()
    {
        var members = new Dictionary<string, TypeScriptMember>(StringComparer.Ordinal);
        while (Peek() is { } next)
        {
            if (next == '}')
            {
                _at++;
                return members;
            }

            var match = Member().Match(ReadMember());
            if (match.Success)
            {
                var name = match.Groups["name"].Value.Trim('"');
                members[name] = new TypeScriptMember(name, match.Groups["optional"].Length > 0, match.Groups["type"].Value);
            }
        }

        return members;
    }

    private string ReadMember()
    {
        var start = _at;
        for (var depth = 0; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c == ';' && depth == 0)
            {
                break;
            }

            depth += c switch { '{' or '(' or '[' => 1, '}' or ')' or ']' => -1, _ => 0 };
        }

        return _text[start.._at++].Trim();
    }

    private char? Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at < _text.Length ? _text[_at] : null;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex(@"/\*.*?\*/|^\s*//[^\n]*", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"(?:^|\s)(?<kind>namespace|interface|class)\s+(?<name>[\w.$]+)[^;]*\{$")]
    private static partial Regex Container();

    [GeneratedRegex(@"^(?:readonly\s+)?(?<name>[\w$]+|""[^""]+"")(?<optional>\?)?:\s*(?<type>.+)$", RegexOptions.Singleline)]
    private static partial Regex Member();
}
