namespace WedSync.LocalPlatform.Control;

/// <summary>A signal for every process of a pod.</summary>
/// <param name="Signal">KILL, TERM, INT, HUP, STOP or CONT.</param>
/// <param name="Restart">Whether the pod comes back as the kubelet would bring it back; false = it stays down until it is started.</param>
public sealed record SignalRequest(string Signal, bool Restart = true);

/// <summary>How to stop the platform.</summary>
/// <param name="KeepData">Whether the data of its volumes stay for the next start.</param>
public sealed record DownRequest(bool KeepData = false);

/// <summary>A canary to start.</summary>
/// <param name="Environment">Variables that differ from the stable pod's.</param>
/// <param name="Version">Its version, which the pod template hash is made from.</param>
public sealed record CanaryRequest(IReadOnlyDictionary<string, string> Environment, string Version);

/// <summary>A share of the region's requests.</summary>
/// <param name="Weight">Percent that the canary gets, 0 to 100.</param>
public sealed record WeightRequest(int Weight);

/// <summary>Another wall clock for a pod.</summary>
/// <param name="OffsetMilliseconds">How far it is ahead, -600 000 to 600 000; 0 = the machine's clock again.</param>
public sealed record ClockRequest(double OffsetMilliseconds);

/// <summary>A command in a pod.</summary>
/// <param name="Arguments">Arguments of the container's own program, in place of the description's.</param>
/// <param name="Container">The container; null = the first.</param>
public sealed record ExecRequest(IReadOnlyList<string> Arguments, string? Container = null);

/// <summary>How a command in a pod ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote, output and errors.</param>
public sealed record ExecAnswer(int ExitCode, string Output);

/// <summary>How much faster Prometheus scrapes and evaluates than the description says.</summary>
/// <param name="Factor">1 to 60.</param>
public sealed record TimeScaleRequest(double Factor);

/// <summary>An answer that is an error.</summary>
/// <param name="Error">All reasons as one text.</param>
/// <param name="Errors">Each reason: what, the value, what is allowed, how to mend it.</param>
public sealed record ErrorAnswer(string Error, IReadOnlyList<string>? Errors = null);
