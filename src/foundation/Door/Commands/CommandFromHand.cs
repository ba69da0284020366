using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Frames;
using JasperFx.CodeGeneration.Model;
using JasperFx.Core.Reflection;
using Ledger.Contracts;
using Ledger.Store;
using Wolverine.Http;

namespace Ledger.Door.Commands;

/// <summary>Gives a slice the command that the door has read, so that its body is parsed once.</summary>
internal sealed class CommandFromHand : SyncFrame
{
    private readonly Type _command;
    private Variable? _inHand;

    private CommandFromHand(Type command, string name) => (_command, Command) = (command, new Variable(command, name, this));

    private Variable Command { get; }

    public override IEnumerable<Variable> FindVariables(IMethodVariables chain)
    {
        yield return _inHand = chain.FindVariable(typeof(CommandInHand));
    }

    public override void GenerateCode(GeneratedMethod method, ISourceWriter writer)
    {
        writer.Write($"var {Command.Usage} = {_inHand!.Usage}.{nameof(CommandInHand.As)}<{_command.FullNameInCode()}>();");
        Next?.GenerateCode(method, writer);
    }

    /// <summary>Takes the place of Wolverine's own reader of the body.</summary>
    internal sealed class Policy : IHttpPolicy
    {
        public void Apply(IReadOnlyList<HttpChain> chains, GenerationRules rules, IServiceContainer container)
        {
            foreach (var chain in chains.Where(chain => chain.RequestType?.IsAssignableTo(typeof(ICommand)) is true))
            {
                var at = Array.FindIndex(chain.Method.Arguments, argument => argument?.VariableType == chain.RequestType);
                var read = chain.Method.Arguments[at];
                var frame = new CommandFromHand(chain.RequestType!, read.Usage);
                chain.Middleware[chain.Middleware.IndexOf(read.Creator!)] = frame;
                chain.Method.Arguments[at] = frame.Command;
            }
        }
    }
}
