using System.CommandLine;
using WedSync.Cli.Cost;
using WedSync.Cli.Drill;
using WedSync.Cli.Handover;
using WedSync.Cli.Load;
using WedSync.Cli.Preview;
using WedSync.Cli.Render;
using WedSync.Cli.Rollout;
using WedSync.Cli.Token;
using WedSync.Drills;
using WedSync.LoadGenerator;

namespace WedSync.Cli;

/// <summary>The verbs and their options.</summary>
internal static class CommandLine
{
    private static readonly string[] Formats = ["text", "json", "markdown"];

    public static RootCommand Build(CliHost host)
    {
        var root = new RootCommand("Previews, prices, switches and runs the WedSync AI cache platform. Programs beside it: ./wedsync test, bench, fuzz (each with --help).")
        {
            Preview(host), Render(host), Cost(host), Handover(host), Token(host), Load(host), Drill(host), Rollout(host),
        };
        foreach (var verb in PlatformVerbs.Of(host)) root.Add(verb);
        return root;
    }

    private static Command Preview(CliHost host)
    {
        var stack = Stack();
        var against = new Option<string?>("--against") { Description = "A stack, or a plan saved with --out, to show the changes from." };
        var format = Format(Formats);
        var output = new Option<string?>("--out") { Description = "File to save the plan to." };
        var command = new Command("preview", "Shows what a stack deploys, what changes, what it costs and which policies it breaks.") { stack, against, format, output };
        command.SetAction((parsed, _) => PreviewCommand.RunAsync(host, new PreviewOptions(
            parsed.GetRequiredValue(stack), parsed.GetValue(against), parsed.GetValue(format)!, parsed.GetValue(output))));
        return command;
    }

    private static Command Render(CliHost host)
    {
        var stack = Stack();
        var output = new Option<string>("--out") { Description = "Folder to write to; new, empty or written by render before.", Required = true };
        var command = new Command("render", "Writes a stack's Kubernetes objects as YAML and its cloud resources as JSON.") { stack, output };
        command.SetAction((parsed, _) => RenderCommand.RunAsync(host, parsed.GetRequiredValue(stack), parsed.GetRequiredValue(output)));
        return command;
    }

    private static Command Cost(CliHost host)
    {
        var format = Format(["text", "json"]);
        var command = new Command("cost", "Shows the monthly cost by season, scope and part.") { format };
        command.SetAction(parsed => CostCommand.Run(host, parsed.GetValue(format)!));
        return command;
    }

    private static Command Handover(CliHost host)
    {
        var from = new Argument<string>("from") { Description = "The stack that is live." };
        var to = new Argument<string>("to") { Description = "The stack of the next season, same scope." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the steps and changes, run nothing." };
        var command = new Command("handover", "Switches a scope to another season: rename, check, update.") { from, to, dryRun };
        command.SetAction((parsed, cancellation) => HandoverCommand.RunAsync(
            host, parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), parsed.GetValue(dryRun), cancellation));
        return command;
    }

    private static Command Token(CliHost host)
    {
        var tenant = new Option<string>("--tenant") { Description = "Tenant that the token speaks for.", DefaultValueFactory = _ => "demo" };
        var scopes = new Option<string>("--scopes") { Description = "What it allows: read, write, invalidate, erase, admin (of the tenant), platform (of all).", DefaultValueFactory = _ => "read,write,invalidate,erase" };
        var lifetime = new Option<string>("--lifetime") { Description = "How long it is valid, 1s to 30d.", DefaultValueFactory = _ => "1h" };
        var command = new Command("token", "Prints a bearer token that the running local platform accepts.") { tenant, scopes, lifetime };
        command.SetAction(parsed => TokenCommand.Run(host, new TokenOptions(parsed.GetValue(tenant)!, parsed.GetValue(scopes)!, parsed.GetValue(lifetime)!)));
        return command;
    }

    private static Command Load(CliHost host)
    {
        var rate = new Option<string>("--rate") { Description = "Requests a second, as 500/s, or a ramp, as 100..2000/s.", DefaultValueFactory = _ => "200/s" };
        var duration = Duration("How long, such as 30s.", "30s");
        var mix = new Option<string>("--mix") { Description = "Shares of the operations in percent.", DefaultValueFactory = _ => OperationMix.Default.ToString() };
        var timeout = new Option<string>("--timeout") { Description = "When a request is given up, such as 5s.", DefaultValueFactory = _ => "5s" };
        var keys = new Option<int>("--keys") { Description = "Keys in each region.", DefaultValueFactory = _ => 10_000 };
        var zipf = new Option<double>("--zipf") { Description = "Exponent of Zipf's law: 0 = all keys alike.", DefaultValueFactory = _ => 0.99 };
        var size = new Option<int>("--value-size") { Description = "Bytes of a value.", DefaultValueFactory = _ => 2048 };
        var seed = Seed();
        var replicated = new Option<bool>("--replicated") { Description = "Writes are acknowledged when a second region holds them." };
        var regions = new Option<string?>("--regions") { Description = "Regions that requests come from, separated by commas; all that run by default." };
        var url = new Option<string?>("--url") { Description = "Address to load instead of the running platform's gateway." };
        var token = new Option<string?>("--token-file") { Description = "File with the bearer token; the local issuer's by default." };
        var format = Format(["text", "json"]);
        var command = new Command("load", "Offers open-loop load to the running platform and shows what it felt.")
        {
            rate, duration, mix, timeout, keys, zipf, size, seed, replicated, regions, url, token, format,
        };
        command.SetAction((parsed, cancellation) => LoadCommand.RunAsync(
            host,
            new LoadOptions
            {
                Rate = parsed.GetValue(rate)!,
                Duration = parsed.GetValue(duration)!,
                Mix = parsed.GetValue(mix)!,
                Timeout = parsed.GetValue(timeout)!,
                Keys = parsed.GetValue(keys),
                Zipf = parsed.GetValue(zipf),
                ValueSize = parsed.GetValue(size),
                Seed = parsed.GetValue(seed),
                Replicated = parsed.GetValue(replicated),
                Regions = parsed.GetValue(regions),
                Url = parsed.GetValue(url),
                TokenFile = parsed.GetValue(token),
                Format = parsed.GetValue(format)!,
            },
            cancellation));
        return command;
    }

    private static Command Drill(CliHost host)
    {
        var name = new Argument<string>("name") { Description = string.Join("; ", DrillCatalogue.All.Select(d => $"{d.Name}: {d.Summary}")) };
        var region = new Option<string?>("--region") { Description = "Region to drill; the first that runs by default." };
        var rate = new Option<string>("--rate") { Description = "Requests a second.", DefaultValueFactory = _ => "200/s" };
        var duration = Duration("How long the load lasts at least, such as 30s.", "30s");
        var skew = new Option<string?>("--skew") { Description = "partition: how far the drilled region's clocks are ahead, 0s to 10m; 5s by default." };
        var seed = Seed();
        var format = Format(["text", "json"]);
        var command = new Command("drill", "Breaks the running platform on purpose, under load, and shows promised against measured.")
        {
            name, region, rate, duration, skew, seed, format,
        };
        command.SetAction((parsed, cancellation) => DrillCommand.RunAsync(
            host,
            new DrillOptions(
                parsed.GetRequiredValue(name), parsed.GetValue(region), parsed.GetValue(rate)!, parsed.GetValue(duration)!,
                parsed.GetValue(skew), parsed.GetValue(seed), parsed.GetValue(format)!),
            cancellation));
        return command;
    }

    private static Command Rollout(CliHost host)
    {
        var region = new Option<string?>("--region") { Description = "Region; the first that runs by default." };
        var version = new Option<string>("--version") { Description = "Version of the canary.", DefaultValueFactory = _ => "next" };
        var fault = new Option<string?>("--fault") { Description = "Makes it a bad version, such as errors=0.3 or latency=400ms." };
        var speed = new Option<double>("--speed") { Description = "How much faster time runs than described.", DefaultValueFactory = _ => 20 };
        var rate = new Option<double>("--rate") { Description = "Requests a second while it runs.", DefaultValueFactory = _ => 100 };
        var format = Format(["text", "json"]);
        var command = new Command("rollout", "Rolls a version out on the running platform by the Rollout's own steps and analysis.")
        {
            region, version, fault, speed, rate, format,
        };
        command.SetAction((parsed, cancellation) => RolloutCommand.RunAsync(
            host,
            new RolloutOptions(
                parsed.GetValue(region), parsed.GetValue(version)!, parsed.GetValue(fault), parsed.GetValue(speed), parsed.GetValue(rate), parsed.GetValue(format)!),
            cancellation));
        return command;
    }

    private static Option<string> Duration(string description, string usual)
        => new("--duration") { Description = description, DefaultValueFactory = _ => usual };

    private static Option<int> Seed() => new("--seed") { Description = "Seed of arrivals, keys and operations.", DefaultValueFactory = _ => 1 };

    private static Argument<string> Stack() => new("stack") { Description = "<season>, <season>-global or <season>-<region>, such as peak-us-east." };

    internal static Option<string> Format(string[] allowed)
    {
        var option = new Option<string>("--format") { Description = $"One of {string.Join(", ", allowed)}.", DefaultValueFactory = _ => allowed[0] };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !allowed.Contains(token.Value))
            {
                result.AddError($"--format '{token.Value}': unknown; allowed: {string.Join(", ", allowed)}");
            }
        });
        return option;
    }
}
