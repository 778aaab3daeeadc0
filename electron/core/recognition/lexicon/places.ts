// Names of provinces and communes in an address that no list has: read wrongly, most of the time, or older than the lists.
import pairs from "./pairs.json";

/** Provinces and cities under the government before 1 July 2025; those of today bear names of these. */
const PROVINCES = new Set(
  (
    "an giang,bà rịa vũng tàu,bạc liêu,bắc giang,bắc kạn,bắc ninh,bến tre,bình dương,bình định,bình phước,bình thuận,cà mau," +
    "cao bằng,cần thơ,đà nẵng,đắk lắk,đăk lăk,đắc lắc,đắk nông,đăk nông,đắc nông,điện biên,đồng nai,đồng tháp,gia lai,hà giang," +
    "hà nam,hà nội,hà tĩnh,hải dương,hải phòng,hậu giang,hòa bình,hưng yên,khánh hòa,kiên giang,kon tum,lai châu,lạng sơn," +
    "lào cai,lâm đồng,long an,nam định,nghệ an,ninh bình,ninh thuận,phú thọ,phú yên,quảng bình,quảng nam,quảng ngãi," +
    "quảng ninh,quảng trị,sóc trăng,sơn la,tây ninh,thái bình,thái nguyên,thanh hóa,thừa thiên huế,huế,tiền giang," +
    "hồ chí minh,trà vinh,tuyên quang,vĩnh long,vĩnh phúc,yên bái,hà tây,hà bắc,hải hưng,nghệ tĩnh,sông bé,minh hải"
  ).split(","),
);
const PLACES: ReadonlySet<string> = new Set(pairs.places);

const PROVINCE = /(?<!\p{L})tỉnh\s+([\p{L}\p{M}\s–-]+)/giu;
const COMMUNE = /(?<!\p{L})(?:xã|phường|thị trấn|huyện|quận|thị xã)\s+(\p{L}[\p{L}\p{M}]*)\s+(\p{L}[\p{L}\p{M}]*)/giu;

/**
 * What stands after "tỉnh", "xã", "phường", "huyện" … and is in no list, as it stands there. Pure.
 * @param text an address or the name of an office; NFC
 */
export function unknownPlaces(text: string): string[] {
  const provinces = [...text.matchAll(PROVINCE)].map(([, name = ""]) => name.trim());
  const communes = [...text.matchAll(COMMUNE)].map(([, first = "", second = ""]) => `${first} ${second}`);
  return [
    ...provinces.filter((name) => !PROVINCES.has(spelling(name))),
    ...communes.filter((name) => !PLACES.has(spelling(name)) && !PLACES.has(name.toLowerCase())),
  ];
}

/** "Thanh Hoá" and "Thanh Hóa", "Bà Rịa – Vũng Tàu" and "Bà Rịa-Vũng Tàu" are the same. */
function spelling(name: string): string {
  return name
    .toLowerCase()
    .replace(/\s*[–-]\s*|\s+/gu, " ")
    .replace(/oà/gu, "òa")
    .replace(/oá/gu, "óa");
}
