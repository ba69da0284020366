using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Frames;
using JasperFx.CodeGeneration.Model;
using JasperFx.Core.Reflection;

namespace Ledger.Store.Messaging;

/// <summary>A hand with no command in it, where no command came in: nobody outside sent what is handled.</summary>
internal sealed class EmptyHand : SyncFrame
{
    public EmptyHand() => Hand = new Variable(typeof(CommandInHand), this);

    public Variable Hand { get; }

    public override void GenerateCode(GeneratedMethod method, ISourceWriter writer)
    {
        writer.Write($"var {Hand.Usage} = new {typeof(CommandInHand).FullNameInCode()}();");
        Next?.GenerateCode(method, writer);
    }
}
