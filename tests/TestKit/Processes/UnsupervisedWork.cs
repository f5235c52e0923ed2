using System.Reflection;
using System.Reflection.Emit;

namespace WedSync.TestKit.Processes;

/// <summary>
/// Finds, in the compiled code of an assembly, work that goes on by itself: tasks that nobody waits for, timers, threads. What is found must be
/// run by the supervisor of loops, or be known to end or to guard itself.
/// </summary>
public static class UnsupervisedWork
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private static readonly Type[] Starters = [typeof(PeriodicTimer), typeof(Thread), typeof(Timer), typeof(System.Timers.Timer)];

    /// <summary>
    /// Each as <c>Type: what</c>, the type being the outermost one in which it stands: <c>timer</c> for one that is made, <c>task</c> for one
    /// that is thrown away, <c>run</c> for one that is sent to the pool.
    /// </summary>
    public static IReadOnlyList<string> Of(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var found = assembly.GetTypes().SelectMany(type => type.GetMethods(all).Cast<MethodBase>().Concat(type.GetConstructors(all))
            .SelectMany(method => In(method).Select(what => $"{Outermost(type).Name}: {what}")));
        return [.. found.Distinct().Order(StringComparer.Ordinal)];
    }

    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }

    private static IEnumerable<string> In(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        var isTask = false;
        foreach (var (opCode, token) in Instructions(code))
        {
            if (opCode == OpCodes.Pop && isTask) yield return "task";
            var called = opCode.OperandType == OperandType.InlineMethod ? Resolve(method, token) : null;
            if (opCode == OpCodes.Newobj && called is not null && Starters.Contains(called.DeclaringType)) yield return "timer";
            if (called is { Name: "Run" or "StartNew" } && (called.DeclaringType == typeof(Task) || called.DeclaringType == typeof(TaskFactory))) yield return "run";
            if (called is { Name: "CreateTimer" } && called.DeclaringType == typeof(TimeProvider)) yield return "timer";
            isTask = called is MethodInfo { ReturnType: var result } && IsTask(result);
        }
    }

    private static bool IsTask(Type type) =>
        typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    private static MethodBase? Resolve(MethodBase method, int token)
    {
        var onType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        return method.Module.ResolveMethod(token, onType, method.IsGenericMethod ? method.GetGenericArguments() : null);
    }

    private static IEnumerable<(OpCode OpCode, int Token)> Instructions(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)((0xFE << 8) | code[at + 1])) : code[at];
            var opCode = OpCodesByValue[value];
            at += opCode.Size;
            var size = opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
            yield return (opCode, size >= 4 ? BitConverter.ToInt32(code, at) : 0);
            at += size;
        }
    }
}
