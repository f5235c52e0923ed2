namespace WedSync.LocalPlatform.Rollouts.Analysis;

/// <summary>
/// A condition on a measurement's result, in the part of Argo's expression language that the templates use: <c>result[n]</c>,
/// <c>len(result)</c>, <c>isNaN</c>, <c>isInf</c>, numbers, comparisons, <c>!</c>, <c>&amp;&amp;</c>, <c>||</c> and parentheses.
/// </summary>
public sealed class Condition
{
    private readonly Func<IReadOnlyList<double>, bool> _evaluate;

    internal Condition(Func<IReadOnlyList<double>, bool> evaluate) => _evaluate = evaluate;

    /// <summary>False for what is not of that language, with the reason.</summary>
    public static bool TryParse(string text, out Condition? condition, out string error)
    {
        try
        {
            (condition, error) = (new ConditionParser(text).Parse(), "");
            return true;
        }
        catch (FormatException exception)
        {
            (condition, error) = (null, exception.Message);
            return false;
        }
    }

    /// <summary>Whether it holds. The right side of <c>&amp;&amp;</c> and <c>||</c> is looked at only when it matters.</summary>
    /// <exception cref="MeasurementException">It asks for a value that the result has not.</exception>
    public bool Holds(IReadOnlyList<double> result) => _evaluate(result);
}

/// <summary>A measurement could not be made or judged.</summary>
public sealed class MeasurementException(string message) : Exception(message);
