using System.Runtime.InteropServices;

namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>The tiles of 3 × 3 outputs that cover all boards, row by row and board by board; the last of a row may stick out.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct WinogradGrid
{
    private readonly int _height;
    private readonly int _width;
    private readonly int _across;
    private readonly int _tilesOfBoard;

    public WinogradGrid(ConvolutionShape shape)
    {
        (_height, _width) = (shape.Height, shape.Width);
        _across = (_width + WinogradTransforms.Side - 1) / WinogradTransforms.Side;
        _tilesOfBoard = _across * ((_height + WinogradTransforms.Side - 1) / WinogradTransforms.Side);
        Tiles = shape.Batch * _tilesOfBoard;
    }

    public int Tiles { get; }

    /// <summary>The 5 × 5 places that a tile reads.</summary>
    /// <param name="outside">What stands for places outside the board.</param>
    public void InputPlaces(int tile, float* boards, int channels, float* outside, float** places) =>
        Places(tile, boards, channels, outside, places, WinogradTransforms.InputSide, 1);

    /// <summary>The 3 × 3 places that a tile writes.</summary>
    /// <param name="outside">What stands for places outside the board.</param>
    public void OutputPlaces(int tile, float* boards, int channels, float* outside, float** places) =>
        Places(tile, boards, channels, outside, places, WinogradTransforms.Side, 0);

    private void Places(int tile, float* boards, int channels, float* outside, float** places, int side, int margin)
    {
        var (board, tileOfBoard) = Math.DivRem(tile, _tilesOfBoard);
        var (tileRow, tileColumn) = Math.DivRem(tileOfBoard, _across);
        var (top, left) = (tileRow * WinogradTransforms.Side - margin, tileColumn * WinogradTransforms.Side - margin);
        var start = boards + (long)board * _height * _width * channels;
        for (var row = top; row < top + side; row++)
        {
            for (var column = left; column < left + side; column++)
            {
                var isInside = (uint)row < (uint)_height && (uint)column < (uint)_width;
                *places++ = isInside ? start + ((long)row * _width + column) * channels : outside;
            }
        }
    }
}
