namespace WedSync.Planning;

/// <summary>Makes readable reasons of what the SDK reports when a program fails.</summary>
internal static class EngineErrors
{
    private const string Preamble = "Running program ";

    public static PlanException ToPlanException(Exception reported, Exception? failure, IReadOnlyList<string> refusals)
    {
        if (refusals.Count > 0)
        {
            return new PlanException(refusals, reported);
        }

        if (failure is not null)
        {
            return failure as PlanException ?? new PlanException(failure.Message, failure);
        }

        var inner = reported is AggregateException several ? several.InnerExceptions : (IReadOnlyList<Exception>)[reported];
        return new PlanException([.. inner.Select(e => Reason(e.Message)).Distinct()], reported);
    }

    /// <summary>The report is the whole text of an exception: a preamble, then type, message and stack trace.</summary>
    private static string Reason(string report)
    {
        var lines = report.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .SkipWhile(l => l.StartsWith(Preamble, StringComparison.Ordinal))
            .TakeWhile(l => !l.StartsWith("at ", StringComparison.Ordinal) && !l.StartsWith("---", StringComparison.Ordinal))
            .ToList();
        return lines.Count == 0 ? report : string.Join(' ', lines);
    }
}
