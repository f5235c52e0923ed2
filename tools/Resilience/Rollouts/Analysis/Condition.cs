using Jint;
using Jint.Runtime;

namespace WedSync.Rollouts.Analysis;

/// <summary>
/// Conditions of Argo's measurements. They are written in the language expr; what the templates use of it (comparisons, &amp;&amp;, ||, !,
/// brackets, len, isNaN, isInf) means the same in JavaScript, whose interpreter evaluates it here.
/// </summary>
public static class Condition
{
    private const int MaxStatements = 1000;

    /// <summary>Whether a result meets a condition.</summary>
    /// <exception cref="MeasurementException">The condition cannot be evaluated on it, as expr could not: not understood, or an element that is not there.</exception>
    public static bool IsMet(string condition, IReadOnlyList<double> result)
    {
        ArgumentNullException.ThrowIfNull(result);
        try
        {
            // Strict: no result of the past may linger, so each evaluation has its own engine.
            var engine = new Engine(options => options.Strict().MaxStatements(MaxStatements));
            engine.SetValue("values", result.ToArray());
            engine.Execute(Prelude);
            var value = engine.Evaluate(condition);
            return value.Type == Types.Boolean ? value.AsBoolean() : throw new MeasurementException($"condition '{condition}': is {value}, not true or false.");
        }
        catch (Exception exception) when (exception is JintException)
        {
            throw new MeasurementException($"condition '{condition}': {exception.Message}");
        }
    }

    /// <summary>Why a condition can never be evaluated; null when it can.</summary>
    public static string? Fault(string condition)
    {
        try
        {
            IsMet(condition, [1]);
            return null;
        }
        catch (MeasurementException exception)
        {
            return exception.Message;
        }
    }

    // expr fails on an element that is not there, where JavaScript has "undefined".
    private const string Prelude =
        """
        const len = x => x.length;
        const isInf = x => x === Infinity || x === -Infinity;
        const result = new Proxy(Array.from(values), {
          get: (target, name) => {
            if (name in target) return target[name];
            throw new RangeError('index out of range: ' + String(name) + ' of ' + target.length);
          },
        });
        """;
}

/// <summary>A measurement could not be made or judged.</summary>
public sealed class MeasurementException(string message) : Exception(message);
