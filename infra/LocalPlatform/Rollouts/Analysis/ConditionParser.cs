using System.Globalization;
using System.Text.RegularExpressions;

namespace WedSync.LocalPlatform.Rollouts.Analysis;

/// <summary>Recursive descent over the tokens of a condition. Types are checked while parsing, so that evaluating cannot fail for them.</summary>
internal sealed partial class ConditionParser(string text)
{
    private const string Allowed = "allowed: result[n], len(result), isNaN(x), isInf(x), numbers, < <= > >= == !=, !, &&, ||, parentheses.";

    private readonly List<string> _tokens = Tokenize(text);
    private int _next;

    public Condition Parse()
    {
        var condition = Or();
        if (_next < _tokens.Count) throw Unexpected();
        return new Condition(condition);
    }

    private static List<string> Tokenize(string text)
    {
        var tokens = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var match = Token().Match(text, i);
            if (!match.Success) throw new FormatException($"'{text[i..]}' is not understood; {Allowed}");
            if (!string.IsNullOrWhiteSpace(match.Value)) tokens.Add(match.Value);
            i += match.Length;
        }

        return tokens;
    }

    private Func<IReadOnlyList<double>, bool> Or()
    {
        var left = And();
        while (Take("||"))
        {
            var (first, second) = (left, And());
            left = result => first(result) || second(result);
        }

        return left;
    }

    private Func<IReadOnlyList<double>, bool> And()
    {
        var left = Unary();
        while (Take("&&"))
        {
            var (first, second) = (left, Unary());
            left = result => first(result) && second(result);
        }

        return left;
    }

    private Func<IReadOnlyList<double>, bool> Unary()
    {
        if (Take("!"))
        {
            var negated = Unary();
            return result => !negated(result);
        }

        if (Take("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        if (Take("true")) return _ => true;
        if (Take("false")) return _ => false;
        if (Take("isNaN")) return Test(double.IsNaN);
        return Take("isInf") ? Test(double.IsInfinity) : Comparison();
    }

    private Func<IReadOnlyList<double>, bool> Test(Func<double, bool> test)
    {
        Expect("(");
        var number = Number();
        Expect(")");
        return result => test(number(result));
    }

    private Func<IReadOnlyList<double>, bool> Comparison()
    {
        var left = Number();
        var comparison = Peek();
        if (comparison is not ("<" or "<=" or ">" or ">=" or "==" or "!=")) throw Unexpected();
        _next++;
        var right = Number();
        return comparison switch
        {
            "<" => result => left(result) < right(result),
            "<=" => result => left(result) <= right(result),
            ">" => result => left(result) > right(result),
            ">=" => result => left(result) >= right(result),
            "==" => result => left(result).Equals(right(result)) && !double.IsNaN(left(result)),
            _ => result => !left(result).Equals(right(result)) || double.IsNaN(left(result)),
        };
    }

    private Func<IReadOnlyList<double>, double> Number()
    {
        if (Take("len"))
        {
            Expect("(");
            Expect("result");
            Expect(")");
            return result => result.Count;
        }

        if (Take("result"))
        {
            Expect("[");
            if (!int.TryParse(Peek(), NumberStyles.None, CultureInfo.InvariantCulture, out var index)) throw Unexpected();
            _next++;
            Expect("]");
            return result => index < result.Count
                ? result[index]
                : throw new MeasurementException($"result[{index}]: the query gave {result.Count} values");
        }

        var isNegative = Take("-");
        if (!double.TryParse(Peek(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)) throw Unexpected();
        _next++;
        return _ => isNegative ? -value : value;
    }

    private string? Peek() => _next < _tokens.Count ? _tokens[_next] : null;

    private bool Take(string token)
    {
        if (Peek() != token) return false;
        _next++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token)) throw Unexpected();
    }

    private FormatException Unexpected() => new($"{(Peek() is { } token ? $"'{token}'" : "the end")} is not expected there; {Allowed}");

    [GeneratedRegex(@"\G(\s+|&&|\|\||[<>=!]=|[<>!()\[\]-]|[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?|[A-Za-z_][A-Za-z0-9_]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}
