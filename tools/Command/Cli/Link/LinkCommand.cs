using WedSync.Cli.Output;
using WedSync.Cli.Status;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Faults.Links;

namespace WedSync.Cli.Link;

/// <summary>Options of <c>link</c> as they were written.</summary>
internal sealed record LinkOptions(string From, string To, bool Cut, bool Reset, bool Heal, string? Delay, bool OneWay)
{
    /// <summary>The change that they ask for, and everything that is wrong with them.</summary>
    public (LinkRequest Request, IReadOnlyList<string> Errors) Read()
    {
        var errors = new List<string>();
        if (Cut && Heal) errors.Add("--cut and --heal: exclude each other; leave one out.");
        if (Reset && !Cut) errors.Add("--reset: says how a cut is done; allowed: with --cut; add it, or leave --reset out.");
        double? delay = null;
        if (Delay is not null)
        {
            if (LinkDelay.TryParse(Delay, out var length, out var error)) delay = length.TotalMilliseconds;
            else errors.Add(error);
        }

        LinkCut? cut = Cut ? (Reset ? LinkCut.Reset : LinkCut.Silent) : Heal ? LinkCut.None : null;
        return (new LinkRequest(cut, delay, OneWay), errors);
    }
}

/// <summary>Changes the link between two regions and shows it.</summary>
internal static class LinkCommand
{
    public static Task<int> RunAsync(CliHost host, LinkOptions options, CancellationToken cancellation) => PlatformAccess.WithAsync(host, async client =>
    {
        var (request, errors) = options.Read();
        // What is wrong here and what the platform finds wrong are told together.
        if (errors.Count > 0) throw new CliException([.. errors, .. Unknown(await client.StatusAsync(cancellation), options)]);
        Consoles.For(host, host.Out).Write(StatusView.Links(await client.ChangeLinkAsync(options.From, options.To, request, cancellation)));
        return ExitCodes.Ok;
    });

    private static IEnumerable<string> Unknown(PlatformStatus status, LinkOptions options)
    {
        var running = status.Regions.Select(r => r.Name).ToList();
        return new[] { options.From, options.To }.Distinct().Where(region => !running.Contains(region))
            .Select(region => $"region '{region}': does not run; running: {string.Join(", ", running)}.");
    }
}
