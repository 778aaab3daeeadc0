export { type Catalogue, createCatalogue } from "./catalogue";
export { type CataloguePackage, loadCatalogue } from "./package";
export { catalogueRoutes } from "./routes";
