using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ledger.Cli.Shared;

/// <summary>The same for what the library draws: what it tells the terminal itself passes, and what a text would tell it does not.</summary>
internal sealed class PlainDrawing : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) => renderables.Select(each => new Plain(each));

    private sealed class Plain(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, maxWidth).Select(segment =>
            segment.IsControlCode || segment.IsLineBreak ? segment : new Segment(PlainText.Of(segment.Text), segment.Style));
    }
}
