using System.CommandLine;
using WedSync.Cli.Down;
using WedSync.Cli.Kill;
using WedSync.Cli.Link;
using WedSync.Cli.Logs;
using WedSync.Cli.Restart;
using WedSync.Cli.Status;
using WedSync.Cli.Up;

namespace WedSync.Cli;

/// <summary>The verbs of the local platform. Their types are loaded when one runs, so that the others start as fast without them.</summary>
internal static class PlatformVerbs
{
    private const string DefaultRegions = "us-east,eu-west";
    private const string DefaultNetwork = "127.77.0.0/16";

    public static IEnumerable<Command> Of(CliHost host) => [Up(host), Status(host), Logs(host), Down(host), Restart(host), Kill(host), Link(host)];

    private static Command Up(CliHost host)
    {
        var season = new Argument<string>("season") { Description = "peak, preseason or offseason." };
        var regions = new Option<string>("--regions") { Description = $"Regions to run, separated by commas; {DefaultRegions} by default.", DefaultValueFactory = _ => DefaultRegions };
        var network = new Option<string>("--network") { Description = $"Loopback network of the pods, 127.<n>.0.0/16; {DefaultNetwork} by default.", DefaultValueFactory = _ => DefaultNetwork };
        var delay = new Option<string>("--delay") { Description = "One-way delay between each two regions' sync workers, 0ms to 10s; 0ms by default.", DefaultValueFactory = _ => "0ms" };
        var detach = new Option<bool>("--detach") { Description = "Return when everything is ready and leave it running (default)." };
        var foreground = new Option<bool>("--foreground") { Description = "Stay until Ctrl-C, then take everything down." };
        var command = new Command("up", "Runs the platform of a season on this machine, from the pod specs that pulumi up would apply.") { season, regions, network, delay, detach, foreground };
        command.Validators.Add(result =>
        {
            if (result.GetValue(detach) && result.GetValue(foreground)) result.AddError("--detach and --foreground: exclude each other; leave one out");
        });
        command.SetAction((parsed, cancellation) => UpCommand.RunAsync(
            host,
            new UpOptions(
                parsed.GetRequiredValue(season),
                [.. parsed.GetRequiredValue(regions).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
                parsed.GetRequiredValue(network),
                parsed.GetValue(foreground),
                parsed.GetRequiredValue(delay)),
            cancellation));
        return command;
    }

    private static Command Status(CliHost host)
    {
        var watch = new Option<bool>("--watch") { Description = "Show it anew every second until Ctrl-C." };
        var format = CommandLine.Format(["text", "json"]);
        var command = new Command("status", "Shows what runs on this machine, its addresses and the alerts that fire.") { watch, format };
        command.SetAction((parsed, cancellation) => StatusCommand.RunAsync(host, parsed.GetValue(watch), parsed.GetValue(format) == "json", cancellation));
        return command;
    }

    private static Command Logs(CliHost host)
    {
        var workload = new Argument<string>("workload") { Description = "A workload, pod or pod's container (pod/container); gateway or supervisor." };
        var follow = new Option<bool>("-f", "--follow") { Description = "Go on with what is written from now on, until Ctrl-C." };
        var region = Region();
        var command = new Command("logs", "Shows the output of a workload's containers.") { workload, follow, region };
        command.SetAction((parsed, cancellation) => LogsCommand.RunAsync(
            host, parsed.GetRequiredValue(workload), parsed.GetValue(region), parsed.GetValue(follow), cancellation));
        return command;
    }

    private static Command Down(CliHost host)
    {
        var keep = new Option<bool>("--keep-data") { Description = "Keep the data of its volumes for the next up." };
        var command = new Command("down", "Stops the local platform and removes what it has written.") { keep };
        command.SetAction((parsed, cancellation) => DownCommand.RunAsync(host, parsed.GetValue(keep), cancellation));
        return command;
    }

    private static Command Restart(CliHost host)
    {
        var workload = new Argument<string>("workload") { Description = "Its name." };
        var region = Region();
        var command = new Command("restart", "Restarts a workload's pods one after the other, as gracefully as the cluster would.") { workload, region };
        command.SetAction((parsed, cancellation) => RestartCommand.RunAsync(host, parsed.GetRequiredValue(workload), parsed.GetValue(region), cancellation));
        return command;
    }

    private static Command Kill(CliHost host)
    {
        var target = new Argument<string>("target") { Description = "A workload or a pod." };
        var signal = new Option<string>("--signal") { Description = "KILL (default), TERM, INT, HUP, STOP or CONT.", DefaultValueFactory = _ => "KILL" };
        var region = Region();
        var command = new Command("kill", "Sends a signal to every process of a workload's pods, or of one pod; they come back as the cluster would bring them back.") { target, signal, region };
        command.SetAction((parsed, cancellation) => KillCommand.RunAsync(
            host, parsed.GetRequiredValue(target), parsed.GetRequiredValue(signal), parsed.GetValue(region), cancellation));
        return command;
    }

    private static Command Link(CliHost host)
    {
        var from = new Argument<string>("from") { Description = "A region that runs." };
        var to = new Argument<string>("to") { Description = "Another one." };
        var cut = new Option<bool>("--cut") { Description = "Nothing arrives any more, silently: connections stay open and packets vanish, as when a route is lost." };
        var reset = new Option<bool>("--reset") { Description = "With --cut: connections are reset and new ones too, as by a firewall that rejects." };
        var heal = new Option<bool>("--heal") { Description = "Everything arrives again." };
        var delay = new Option<string?>("--delay") { Description = "One-way delay, 0ms to 10s, such as 50ms." };
        var oneWay = new Option<bool>("--one-way") { Description = "Only what goes from the first to the second; both directions by default." };
        var command = new Command("link", "Cuts, heals or delays what two regions' sync workers send each other.") { from, to, cut, reset, heal, delay, oneWay };
        command.SetAction((parsed, cancellation) => LinkCommand.RunAsync(
            host,
            new LinkOptions(
                parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), parsed.GetValue(cut), parsed.GetValue(reset), parsed.GetValue(heal),
                parsed.GetValue(delay), parsed.GetValue(oneWay)),
            cancellation));
        return command;
    }

    private static Option<string?> Region() => new("--region") { Description = "Only in this region; all by default." };
}
