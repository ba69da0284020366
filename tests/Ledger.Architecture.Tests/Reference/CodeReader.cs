using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Ledger.Kernel;

namespace Ledger.Architecture.Tests.Reference;

/// <summary>
/// Finds what a class's code uses, its own, what it calls in the same assembly, and the shared rule of ownership, by reading the compiled instructions.
/// </summary>
internal static class CodeReader
{
    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    /// <summary>Constructors, methods and fields, each once, in the order in which they are met.</summary>
    public static IReadOnlyCollection<MemberInfo> UsedBy(Type type)
    {
        var used = new List<MemberInfo>();
        var seen = new HashSet<MemberInfo>();
        var open = new Queue<MethodBase>(type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        while (open.TryDequeue(out var method))
        {
            // An asynchronous method only starts its state machine; its code is in there.
            var body =
                method.GetCustomAttribute<StateMachineAttribute>()?.StateMachineType.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.NonPublic)
                ?? method;
            foreach (var member in In(body).Where(seen.Add))
            {
                used.Add(member);
                if (member is MethodBase called && (called.DeclaringType!.Assembly == type.Assembly || called.DeclaringType == typeof(Owner)))
                {
                    open.Enqueue(called);
                }
            }
        }

        return used;
    }

    private static IEnumerable<MemberInfo> In(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < il.Length;)
        {
            var code = Codes[il[at] == 0xFE ? 0xFE00 | il[++at] : il[at]];
            at++;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok)
            {
                yield return method.Module.ResolveMember(
                    BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(at)), method.DeclaringType?.GetGenericArguments(),
                    method.IsGenericMethod ? method.GetGenericArguments() : null)!;
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(at))),
                _ => 4,
            };
        }
    }
}
