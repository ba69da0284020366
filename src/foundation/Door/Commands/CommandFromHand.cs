using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Frames;
using JasperFx.CodeGeneration.Model;
using JasperFx.Core.Reflection;
using Ledger.Contracts;
using Ledger.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
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
                chain.Middleware.Insert(0, new HandOfRequest());
            }
        }
    }

    /// <summary>The request's own hand, for all that the slice works with. Without it the slice would get an empty one, as message handlers do.</summary>
    private sealed class HandOfRequest : SyncFrame
    {
        private readonly Variable _hand;
        private Variable? _context;

        public HandOfRequest() => _hand = new Variable(typeof(CommandInHand), this);

        public override IEnumerable<Variable> FindVariables(IMethodVariables chain)
        {
            yield return _context = chain.FindVariable(typeof(HttpContext));
        }

        public override void GenerateCode(GeneratedMethod method, ISourceWriter writer)
        {
            writer.Write(
                $"var {_hand.Usage} = {typeof(ServiceProviderServiceExtensions).FullNameInCode()}.{nameof(ServiceProviderServiceExtensions.GetRequiredService)}"
                + $"<{typeof(CommandInHand).FullNameInCode()}>({_context!.Usage}.{nameof(HttpContext.RequestServices)});");
            Next?.GenerateCode(method, writer);
        }
    }
}
