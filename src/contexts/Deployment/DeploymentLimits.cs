using Ledger.Deployment.RackModels;
using Ledger.Deployment.Racks;

namespace Ledger.Deployment;

public static class DeploymentLimits
{
    public static readonly Limit InstalledProducts =
        new("installed-products", InstallUnitsValidator.ProductsMax, "products", "products in one installation command", "refused", Problems.InvalidCommand);
    public static readonly Limit ModelParts =
        new("model-parts", DefineRackModelValidator.PartsMax, "parts", "parts of a rack model", "refused", Problems.InvalidCommand);
}
