using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using WedSync.Cli.Output;
using WedSync.LocalPlatform.Control;

namespace WedSync.Cli.Status;

/// <summary>What runs, for people.</summary>
internal static class StatusView
{
    private const double BytesAKilobyte = 1024;

    /// <summary>Where everything is, and what to do first.</summary>
    public static void WriteUrls(CliHost host, PlatformStatus status)
    {
        var console = Consoles.For(host, host.Out);
        console.Write(Urls(status));
        if (status.LeftOut.Count > 0) console.Write(LeftOut(status));
        if (status.Gateway is not { } gateway) return;
        // From one place, so that the second request does not come before the first has been replicated.
        var near = status.Regions[0].Name;
        host.Out.WriteLine();
        host.Out.WriteLine("Try it:");
        host.Out.WriteLine($"  curl -X PUT -H \"Authorization: Bearer $(./wedsync token)\" -H 'Content-Type: text/plain' -H 'X-Client-Region: {near}' -d 'A garden wedding' {gateway.Url}v1/entries/idea");
        host.Out.WriteLine($"  curl -H \"Authorization: Bearer $(./wedsync token)\" -H 'X-Client-Region: {near}' {gateway.Url}v1/entries/idea");
    }

    public static IRenderable Of(PlatformStatus status)
    {
        var parts = new List<IRenderable> { new Markup($"[bold]{status.Season}[/] is {Colored(status.State)} since {Ago(status.StartedAt)} on {Markup.Escape(status.Network)}"), Urls(status) };
        parts.AddRange(status.Regions.Select(Region));
        if (status.Links.Count > 0) parts.Add(Links(status.Links));
        parts.Add(Alerts(status));
        if (status.LeftOut.Count > 0) parts.Add(LeftOut(status));
        return new Rows(parts);
    }

    /// <summary>Links between regions.</summary>
    public static Table Links(IReadOnlyList<LinkStatus> links)
    {
        var table = NewTable("Link", "State", "One-way delay", "Connections", "Arrived");
        foreach (var link in links)
        {
            table.AddRow(
                Markup.Escape($"{link.From} to {link.To}"),
                link.Cut == LinkCut.None ? "[green]open[/]" : $"[red]cut ({(link.Cut == LinkCut.Silent ? "silently" : "reset")})[/]",
                string.Create(CultureInfo.InvariantCulture, $"{link.DelayMilliseconds:0.#} ms"),
                link.Connections.ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{link.Bytes / BytesAKilobyte:N0} KiB"));
        }

        return table;
    }

    private static Table Urls(PlatformStatus status)
    {
        var table = NewTable("Part", "URL");
        if (status.Gateway is { } gateway)
        {
            table.AddRow("Gateway", gateway.Url.ToString()).AddRow("Gateway status and metrics", gateway.AdminUrl.ToString()).AddRow("Token issuer", gateway.IssuerUrl.ToString());
        }

        foreach (var region in status.Regions)
        {
            if (region.PrometheusUrl is { } prometheus) table.AddRow($"Prometheus {region.Name}", prometheus.ToString());
            if (region.AlertmanagerUrl is { } alertmanager) table.AddRow($"Alertmanager {region.Name}", alertmanager.ToString());
        }

        return table;
    }

    private static Table Region(RegionStatus region)
    {
        var table = NewTable(region.Name, "Pod", "Address", "State", "Restarts", "Processes");
        foreach (var workload in region.Workloads)
        {
            foreach (var pod in workload.Pods)
            {
                table.AddRow(
                    new Markup(Markup.Escape($"{workload.Name} ({workload.Kind})")),
                    new Markup(Markup.Escape(pod.Role is null ? pod.Name : $"{pod.Name} ({pod.Role})")),
                    new Markup(pod.Ip),
                    new Markup(State(pod)),
                    new Markup(pod.Restarts.ToString(CultureInfo.InvariantCulture)),
                    new Markup(Markup.Escape(string.Join(", ", pod.Containers.Where(c => c.Pid is not null).Select(c => $"{c.Name} {c.Pid}")))));
            }
        }

        return table;
    }

    private static string State(PodStatus pod)
    {
        if (pod is { Ready: true, ClockOffsetMilliseconds: { } offset }) return string.Create(CultureInfo.InvariantCulture, $"[green]Ready[/], [yellow]clock {offset:+0;-0} ms[/]");
        if (pod.Ready) return "[green]Ready[/]";
        if (pod.Phase == "Succeeded") return "[green]Succeeded[/]";
        return $"[yellow]{pod.Phase}[/]{(pod.Reason is null ? "" : $" {Markup.Escape(pod.Reason)}")}";
    }

    private static IRenderable Alerts(PlatformStatus status)
    {
        if (status.Alerts.Count == 0) return new Markup("No alert fires.");
        var table = NewTable("Alert", "Region", "Severity", "Since", "Summary");
        foreach (var alert in status.Alerts)
        {
            // Marked, not hidden: the rule is right, its subject is not here.
            var name = alert.AboutLeftOut ? $"[dim]{Markup.Escape(alert.Name)} (of a part left out here)[/]" : $"[red]{Markup.Escape(alert.Name)}[/]";
            table.AddRow(name, alert.Region, alert.Severity, Ago(alert.Since), Markup.Escape(alert.Summary));
        }

        return table;
    }

    private static Table LeftOut(PlatformStatus status)
    {
        var table = NewTable("Left out", "Region", "Why");
        foreach (var group in status.LeftOut.GroupBy(l => (l.Workload, l.Reason)))
        {
            table.AddRow(Markup.Escape(group.Key.Workload), string.Join(", ", group.Select(l => l.Region ?? "all")), Markup.Escape(group.Key.Reason));
        }

        return table;
    }

    private static Table NewTable(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(Markup.Escape(column));
        return table;
    }

    private static string Colored(PlatformState state) => state == PlatformState.Ready ? "[green]ready[/]" : $"[yellow]{state}[/]";

    private static string Ago(DateTimeOffset time) => time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
